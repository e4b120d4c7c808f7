import { beforeAll, describe, expect, it } from 'vitest';
import { numberedWords } from '../../tools/words.mjs';
import type { LadderEntrySnapshot, Snapshot, Update } from '../protocol/types';
import { wholeSnapshot } from '../store/whole_snapshot';
import { Bench, Opening, Refusal } from './bench';
import { builtParts, lessons, missing } from './test_parts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const text = (bytes: string): string => Buffer.from(bytes, 'base64').toString();

/** The heap's use is known when somebody has asked for it, which the past did at other moments. */
const withoutHeap = (entry: LadderEntrySnapshot): LadderEntrySnapshot => ({
  ...entry,
  client: { ...entry.client, heap_used: 0 },
  server: { ...entry.server, heap_used: 0 },
});

/** A bench whose output is collected. */
class Session {
  snapshot!: Snapshot;
  readonly printed = new Map<string, string>();

  constructor(readonly bench: Bench) {}

  async open(lesson: string, seed = 1): Promise<void> {
    this.printed.clear();
    this.bench.perform('open', { lesson, seed, scene: [], saved: null, folder: null });
    while (this.bench.advance(0) === Opening.goingOn) await new Promise((next) => setTimeout(next, 1));
    expect(this.bench.failure()).toBe('');
    this.look();
  }

  look(whole = false): Update {
    const update = this.bench.takeUpdate(whole);
    this.snapshot = wholeSnapshot(update, this.snapshot ?? null);
    for (const { camera, bytes } of update.output)
      this.printed.set(camera, (this.printed.get(camera) ?? '') + text(bytes));
    return update;
  }

  async until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 600; ++i) {
      this.bench.advance(100);
      this.look();
      if (holds()) return;
      await new Promise((next) => setTimeout(next, 0));
    }
    throw new Error(`it did not come so far; printed: ${JSON.stringify([...this.printed])}`);
  }

  async shell(line: string): Promise<number> {
    this.bench.perform('shell', { line });
    this.look();
    await this.until(() => !this.snapshot.terminal.running);
    return this.snapshot.terminal.exit_code;
  }

  says(camera: string, words: string): boolean {
    return (this.printed.get(camera) ?? '').includes(words);
  }
}

describe.skipIf(missing !== '')(`the world as WebAssembly ${missing}`, () => {
  let session: Session;
  beforeAll(async () => {
    session = new Session(await Bench.create(await builtParts()));
    for (const files of lessons()) session.bench.addLesson(files);
  }, 60_000);

  it('switches a camera on and ticks the first step', async () => {
    await session.open('meet-the-camera');
    expect(session.snapshot.cameras[0]?.state).toBe('off');
    session.bench.perform('power', { camera: 'openmv', on: true });
    await session.until(() => session.snapshot.lesson?.steps[0]?.state === 'done');
    expect(session.says('openmv', 'MicroPython v1.26')).toBe(true);
    session.bench.perform('type', { camera: 'openmv', bytes: base64('print("hel" + "lo")\r') });
    await session.until(() => session.says('openmv', '\r\nhello\r\n'));
  });

  it('makes a certificate with the genuine openssl at the date of the world', async () => {
    await session.open('');
    const made = await session.shell(
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -out a.crt -subj /CN=openmv -days 30',
    );
    expect([made, session.printed.get('')]).toEqual([0, expect.anything()]);
    const view = session.bench.perform('inspect_file', { place: '', path: 'a.crt' });
    expect(view.content).toBe('certificate');
    expect(Math.abs((view.not_before ?? 0) - session.snapshot.true_time)).toBeLessThan(60e6);
    expect((view.not_after ?? 0) - (view.not_before ?? 0)).toBe(30 * 86_400e6);
  });

  it('answers what is typed at openssl s_client', async () => {
    await session.open('first-verified-connection');
    await session.until(() => session.says('openmv', '>>> '));
    await session.shell('mpremote connect openmv cp server.der server-key.der :');
    await session.shell('mpremote connect openmv run --no-follow server.py');
    await session.until(() => session.says('openmv', 'port 8443'));
    for (const words of ['one line', 'another line']) {
      session.printed.set('', '');
      session.bench.perform('shell', {
        line: 'openssl s_client -connect openmv:8443 -CAfile server.pem',
      });
      await session.until(() => session.says('', 'Extended master secret: no\n---\n'));
      for (const key of `${words}\r`) session.bench.perform('terminal_keys', { bytes: base64(key) });
      await session.until(() => !session.snapshot.terminal.running);
      expect(session.printed.get('')).toContain(`hello, ${words}`);
    }
  });

  it('goes back in time, and does the same again', async () => {
    const { bench } = session;
    const runTo = (at: number): string => {
      bench.perform('run_to', { goal: 'time', name: '', at });
      while (session.look().snapshot.now < at) bench.advance(0);
      return bench.perform('frame_hash', {});
    };
    await session.open('first-verified-connection');
    await session.until(() => session.says('openmv', '>>> '));
    await session.shell('mpremote connect openmv cp server.der server-key.der :');
    await session.shell('mpremote connect openmv run --no-follow server.py');
    await session.until(() => session.says('openmv', 'port 8443'));
    await session.shell('mpremote connect cam2 cp server.der :');
    await session.shell('mpremote connect cam2 run client.py');
    expect(session.printed.get('')).toContain('starts in the future');
    const [conversation] = session.snapshot.conversations.slice(-1);
    expect(conversation?.verified.map(({ by_client, problems }) => [by_client, ...problems])).toEqual([
      [true, "not valid yet by the camera's clock"],
    ]);
    const hello = conversation?.entries.find(({ name }) => name === 'ServerHello');
    if (!conversation || !hello?.arrives) throw new Error('there was no ServerHello');
    const end = session.snapshot.now + 1_000_000;
    const once = runTo(end);

    expect(bench.perform('go_back', { to: hello.arrives }).before_program).toBe(false);
    session.look(true);
    const stands = session.snapshot;
    expect([stands.paused, stands.step.stopped]).toEqual([true, 'before ServerHello from openmv to cam2']);
    expect(stands.now).toBeLessThan(hello.arrives);
    const then = stands.conversations.find(({ id }) => id === conversation.id);
    expect(then?.entries.map(({ name }) => name)).not.toContain('Alert');
    expect(then?.client_says).not.toContain('starts in the future');

    expect(runTo(end)).toBe(once);
    const again = session.look(true).snapshot.conversations.find(({ id }) => id === conversation.id);
    expect(again?.entries.map(withoutHeap)).toEqual(conversation.entries.map(withoutHeap));
    expect(again?.client_says).toEqual(conversation.client_says);
  });

  it('does what openssl did again without running it', async () => {
    await session.open('');
    const made = async (): Promise<number> =>
      session.shell('openssl ecparam -genkey -name prime256v1 -noout -out a.key');
    const { bench } = session;
    expect(await made()).toBe(0);
    const key = bench.perform('read_file', { place: '', path: 'a.key' });
    bench.advance(500);
    const after = session.look().snapshot.now;
    bench.advance(500);
    expect(await session.shell('rm a.key')).toBe(0);
    expect(bench.perform('go_back', { to: after }).before_program).toBe(false);
    session.look(true);
    expect(bench.perform('read_file', { place: '', path: 'a.key' })).toEqual(key);
    bench.perform('set_pace', { paused: false, pace: 1 });
    expect(await made()).toBe(0);
    expect(bench.perform('read_file', { place: '', path: 'a.key' })).not.toEqual(key);
  });

  it('goes back in front of openssl on the network, not into it', async () => {
    const { bench } = session;
    await session.open('first-verified-connection');
    await session.until(() => session.says('openmv', '>>> '));
    await session.shell('mpremote connect openmv cp server.der server-key.der :');
    await session.shell('mpremote connect openmv run --no-follow server.py');
    await session.until(() => session.says('openmv', 'port 8443'));
    bench.perform('shell', { line: 'openssl s_client -connect openmv:8443 -CAfile server.pem' });
    await session.until(() => session.says('', 'Extended master secret: no\n---\n'));
    const during = session.snapshot.now;
    for (const key of 'a line\r') bench.perform('terminal_keys', { bytes: base64(key) });
    await session.until(() => !session.snapshot.terminal.running);
    const hash = bench.perform('frame_hash', {});
    bench.advance(1000);
    const after = session.look().snapshot.now;

    expect(bench.perform('go_back', { to: after }).before_program).toBe(false);
    session.look(true);
    expect(bench.perform('frame_hash', {})).toBe(hash);
    expect(bench.perform('go_back', { to: during }).before_program).toBe(true);
    session.look(true);
    expect(session.snapshot.terminal.running).toBe(false);
    expect(session.snapshot.conversations).toEqual([]);
  });

  it('repeats what a lesson does by itself', async () => {
    const { bench } = session;
    await session.open('meet-the-camera');
    bench.perform('lesson_act', { step: 0, block: null, key_by_key: false });
    await session.until(() => session.says('openmv', '>>> '));
    const hash = bench.perform('frame_hash', {});
    bench.advance(3000);
    const after = session.look().snapshot.now;
    bench.advance(3000);
    bench.perform('go_back', { to: after });
    session.look(true);
    expect(session.snapshot.cameras[0]?.state).toBe('running');
    expect(bench.perform('frame_hash', {})).toBe(hash);
  });

  it('does what a mystery shows', async () => {
    await session.open('mysteries', 7);
    session.bench.perform('lesson_act', { step: 0, block: null, key_by_key: true });
    session.look();
    await session.until(() => session.snapshot.performance?.goes_on === false);
    expect(session.snapshot.performance?.problem).toBe('');
    await session.until(() => session.snapshot.lesson?.steps[0]?.state === 'done');
    expect(session.snapshot.mystery?.named).not.toBe('');
  });

  it('keeps going while a camera computes for ever, and stops it', async () => {
    await session.open('');
    await session.until(() => session.says('openmv', '>>> '));
    session.bench.perform('run_script', {
      camera: 'openmv',
      name: 'loop.py',
      text: 'while True:\n    pass\n',
    });
    session.bench.advance(1000);
    expect(session.look().snapshot.cameras[0]?.script).toBe('running');
    session.bench.perform('stop_script', { camera: 'openmv' });
    await session.until(() => session.snapshot.cameras[0]?.script === 'raised');
  });

  it('gives every update the types of the protocol', async () => {
    await session.open('first-verified-connection');
    await session.until(() => session.says('openmv', '>>> '));
    const text = 'import network\nlan = network.LAN()\nlan.active(True)\nwhile not lan.isconnected(): pass\n';
    session.bench.perform('run_script', { camera: 'openmv', name: 'join.py', text });
    const updates: Update[] = [];
    while (session.snapshot.cameras[0]?.address === '' && updates.length < 100) {
      session.bench.advance(50);
      updates.push(session.look());
    }
    expect(updates.some(({ frames }) => frames.some(({ protocol }) => protocol === 'DHCP'))).toBe(true);
    for (const update of updates) expect(session.bench.roundTrip('Update', update)).toEqual(update);
  });

  it('refuses with a message for people', async () => {
    expect(() => session.bench.perform('power', { camera: 'cam9', on: true })).toThrow(Refusal);
    expect(() => session.bench.perform('power', { camera: 'cam9', on: true })).toThrow('cam9');
  });
});

describe.skipIf(missing !== '')(`the world in German ${missing}`, () => {
  it('says in German what is not yet so, and why, and does the same', async () => {
    const session = new Session(await Bench.create({ ...(await builtParts()), words: numberedWords('de') }));
    for (const files of lessons('de')) session.bench.addLesson(files);
    await session.open('meet-the-camera');
    const lesson = () => session.snapshot.lesson;
    expect(lesson()?.steps[0]?.checks[0]?.label).toBe('openmv zeigt ihren Prompt');
    session.bench.perform('power', { camera: 'openmv', on: true });
    await session.until(() => lesson()?.steps[0]?.state === 'done');
    expect(lesson()?.steps[1]?.checks[0]?.not_yet).toBe('openmv hat noch nicht hello ausgegeben');
    session.bench.perform('type', { camera: 'openmv', bytes: base64('print(hello)\r') });
    await session.until(() => lesson()?.steps[1]?.note !== '');
    expect(lesson()?.steps[1]?.note).toContain('Ohne Anführungszeichen');
    session.bench.perform('type', { camera: 'openmv', bytes: base64('print("hello")\r') });
    await session.until(() => lesson()?.steps[1]?.state === 'done');
  });

  it('refuses words that are none', async () => {
    const parts = { ...(await builtParts()), words: '{"language": "de", "words": {"x": 1}}' };
    await expect(Bench.create(parts)).rejects.toThrow('is not a number with texts');
  });
});
