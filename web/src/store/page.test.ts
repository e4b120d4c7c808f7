import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { address, openPage, stubBrowser, type TestPage } from '../testing/test_page';
import { missing } from '../worker/test_parts';

const FIRST = 'meet-the-camera';
const SECOND = 'a-certificate-of-your-own';
const THIRD = 'first-verified-connection';

describe.skipIf(missing !== '')(`the page with a real world ${missing}`, () => {
  let page: TestPage;
  const open: TestPage[] = [];
  const tab = async (): Promise<TestPage> => {
    const opened = await openPage();
    open.push(opened);
    return opened;
  };

  beforeEach(async () => {
    stubBrowser();
    address.hash = '';
    page = await tab();
    await page.storage.replaceEverything({});
  }, 120_000); // a busy computer takes long to compile the page's modules
  afterEach(() => {
    for (const one of open.splice(0)) one.end();
  });

  const shell = async (line: string): Promise<void> => {
    const entered = page.world.snapshot?.terminal.commands_entered ?? 0;
    page.terminalSession.input(`${line}\r`);
    await page.until(() => {
      const terminal = page.world.snapshot?.terminal;
      return terminal && terminal.commands_entered > entered && !terminal.running;
    });
  };
  const edit = async (place: string, path: string, text: string) => {
    const document = await page.documents.get(place, path);
    if (!document) throw new Error(`${path} is no text`);
    document.text = text;
    page.documents.changed(document);
    return document;
  };
  const on = async (camera: string): Promise<void> => {
    await page.world.send('power', { camera, on: true });
    await page.until(() => page.printed(camera).includes('>>> '));
  };

  it('keeps a draft with its own lesson, when another one is opened at once', async () => {
    await page.course.open(FIRST);
    await edit('', 'look.py', 'print("of the first")');
    await page.course.open(SECOND);
    await new Promise((later) => setTimeout(later, 800));
    expect(await page.storage.load(`drafts/${FIRST}`)).toEqual({ ':look.py': 'print("of the first")' });
    expect(await page.storage.load(`drafts/${SECOND}`)).toBeUndefined();
  });

  it('writes what stands in the editor before a command runs', async () => {
    await page.course.open(FIRST);
    await on('openmv');
    const document = await edit('', 'look.py', 'print("from the " + "editor")\n');
    await shell('mpremote connect openmv run look.py');
    expect(page.printed('')).toContain('from the editor');
    await page.until(() => !document.changed);
    await edit('', 'look.py', 'print(2)\n');
    page.terminalSession.input('cat look.py\r');
    await page.until(() => page.printed('').includes('print(2)'));
  });

  it('runs a script on the camera that is meant', async () => {
    await page.course.open(THIRD);
    expect(page.scripts.cameraFor('', 'client.py')).toBe('cam2');
    expect(page.scripts.cameraFor('', 'server.py')).toBe('openmv');
    page.ui.place = 'cam2';
    page.ui.place = '';
    expect(page.scripts.cameraFor('', 'mine.py')).toBe('cam2');
    expect(page.scripts.cameraFor('openmv', 'main.py')).toBe('openmv');
    await on('openmv');
    const document = await edit('', 'client.py', 'print("here")\n');
    page.scripts.choose('client.py', 'openmv');
    await page.scripts.run(document);
    await page.until(() => page.printed('openmv').includes('here'));
    expect(page.scripts.cameraFor('', 'client.py')).toBe('openmv');
  });

  it('asks where a script shall run when nothing tells', async () => {
    await page.course.open('');
    await page.until(() => page.world.camera('cam2'));
    const document = await edit('', 'mine.py', 'print(1)\n');
    page.ui.camera = '';
    expect(page.scripts.cameraFor('', 'mine.py')).toBe('');
    await page.scripts.run(document);
    expect(page.notices.list.at(-1)?.text).toContain('mine.py');
  });

  it('opens a shared state in place of the own work, which stays when the world refuses the state', async () => {
    await page.course.open(SECOND);
    await shell('echo mine > mine.txt');
    const mine = await page.world.send('save', {});
    const theirs = { ...mine, workstation: [{ path: 'theirs.txt', bytes: btoa('theirs') }] };
    const faults = [{ kind: 'no such fault', name: '*', address: '', offset: 0 }];
    const bad = { ...theirs, services: [{ service: 'ntp', faults }] };
    await page.course.open(SECOND, { state: bad });
    expect(page.notices.list.at(-1)?.text).toContain('cannot be opened');
    expect(await page.text('', 'mine.txt')).toBe('mine\n');

    await page.course.open(SECOND, { state: theirs });
    expect(await page.text('', 'theirs.txt')).toBe('theirs');
    const kept = await page.storage.load<typeof mine>(`world/${SECOND}`);
    expect(kept?.workstation.map(({ path }) => path)).toEqual(['theirs.txt']);
  });

  it('keeps nothing in a frame', async () => {
    page.storage.keepNothing();
    await page.course.open(SECOND);
    await shell('echo mine > mine.txt');
    await page.world.keepNow();
    expect(await page.storage.load(`world/${SECOND}`)).toBeDefined();
    const other = await tab();
    await other.course.open(SECOND); // which no lock of the first one keeps away
    expect(other.world.phase).toBe('running');
    expect(await other.storage.everything()).not.toHaveProperty(`world/${SECOND}`);
  });

  it('does not let F5 reload the page while a script runs', async () => {
    await page.course.open(FIRST);
    await on('openmv');
    const f5 = { key: 'F5', code: 'F5', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    const focus = { takesText: true, inDialog: false, onPage: false, area: null };
    expect(page.keys.pressKey(f5, focus)).toBe(false);
    page.scripts.shown = await edit('', 'look.py', 'while True: pass\n');
    expect(page.keys.pressKey(f5, focus)).toBe(true);
    await page.until(() => page.scripts.isRunning('openmv'));
    expect(page.keys.pressKey(f5, focus)).toBe(true);
    expect(page.notices.list.at(-1)?.text).toContain('still running');
  });

  it('leaves single keys alone in dialogs, in text, and when they are switched off', async () => {
    const key = { key: '?', code: 'Slash', ctrlKey: false, metaKey: false, altKey: false, shiftKey: true };
    const focus = { takesText: false, inDialog: false, onPage: true, area: null };
    expect(page.keys.pressKey(key, { ...focus, inDialog: true })).toBe(false);
    expect(page.keys.pressKey(key, { ...focus, takesText: true })).toBe(false);
    page.settings.singleKeys = false;
    expect(page.keys.pressKey(key, focus)).toBe(false);
    page.settings.singleKeys = true;
    expect(page.keys.pressKey(key, focus)).toBe(true);
    expect(page.ui.keys).toBe(true);
    // On keyboards where brackets need AltGr.
    expect(page.keys.pressKey({ ...key, key: '[', ctrlKey: true, altKey: true }, focus)).toBe(true);
  });

  it('shows the place that a step is about', async () => {
    await page.course.open(FIRST);
    expect(page.ui.place).toBe('openmv');
    // What was printed for the step before stays in sight until the learner turns to the next one.
    page.course.announceStep(3);
    expect([page.ui.place, page.ui.nextPlace]).toEqual(['openmv', '']);
    page.course.turnToStep();
    expect([page.ui.place, page.ui.nextPlace]).toEqual(['', null]);
    await page.course.open(THIRD);
    page.course.lookAtStep(3);
    expect(page.ui.place).toBe('cam2');
    page.course.lookAtStep(5);
    expect(page.ui.place).toBe('');
  });

  it('has the HTML of every hint that the engine gives', async () => {
    for (const lesson of [FIRST, SECOND, THIRD]) {
      await page.course.open(lesson);
      const steps = page.world.snapshot?.lesson?.steps ?? [];
      for (const [step, { hints_total: total }] of steps.entries())
        for (let hint = 0; hint < total; hint++) await page.world.send('hint', { step });
      const given = () => page.world.snapshot?.lesson?.steps.flatMap(({ hints }) => hints) ?? [];
      const all = steps.reduce((sum, { hints_total: total }) => sum + total, 0);
      await page.until(() => given().length === all);
      expect(all).toBeGreaterThan(0);
      expect(given().filter(({ text }) => !page.course.said(text))).toEqual([]);
    }
  });

  it('does not go on with a performance in the next lesson', async () => {
    await page.course.open(THIRD);
    const performed = page.performBlocks(0, null);
    await page.until(() => page.world.snapshot?.performance);
    await page.course.open(FIRST);
    await performed;
    await page.until(() => page.world.snapshot && !page.world.snapshot.performance);
    // The lesson before may have typed something until it was left.
    const before = page.printed('').length;
    await new Promise((later) => setTimeout(later, 500));
    expect(page.printed('').slice(before)).not.toContain('mpremote');
    expect(page.world.snapshot?.terminal.commands_entered).toBe(0);
  });

  it('begins a step again while a command runs, and the terminal takes the next one', async () => {
    await page.course.open(SECOND);
    page.terminalSession.input('openssl s_server -accept 4433 -nocert\r');
    await page.until(() => page.world.snapshot?.terminal.running);
    await page.course.resetStep();
    await page.until(() => page.world.snapshot && !page.world.snapshot.terminal.running);
    page.terminalSession.input('echo go"es on"\r');
    await page.until(() => page.printed('').includes('goes on'));
  });

  it('keeps the message that is read when another conversation begins', async () => {
    await page.course.open(THIRD);
    for (const step of [0, 1, 2]) await page.performBlocks(step, null);
    await page.until(() => page.world.snapshot?.conversations.at(-1)?.state === 'failed');
    const first = page.wire.shownConversation()?.id;
    page.wire.selectMessage(2);
    page.nameMessage();
    expect(address.hash).toMatch(/^#message=first-verified-connection\//);
    await shell('mpremote connect cam2 run client.py');
    page.wire.noteLatest();
    expect(page.wire.shownConversations().length).toBeGreaterThan(1);
    expect(page.wire.shownConversation()?.id).toBe(first);
    expect(page.ui.message).toBe(2);
    expect(page.wire.hasLater()).toBe(true);
    page.wire.selectMessage(-1);
    page.wire.noteLatest();
    expect(page.wire.hasLater()).toBe(false);

    // The address does not lead back to a message that is not selected any more.
    page.nameMessage();
    expect(address.hash).toBe('');

    // A packet keeps its number, whatever comes after it.
    page.packets.stepPacket(1);
    const { packet } = page.ui;
    const { at } = page.world.packets.find(({ number }) => number === packet) ?? {};
    await shell('mpremote connect cam2 run client.py');
    expect(page.world.packets.find(({ number }) => number === packet)?.at).toBe(at);
    page.packets.stepPacket(1);
    expect(page.ui.packet).toBeGreaterThan(packet);
  });

  it('offers the way back from a jump of the clock', async () => {
    await page.course.open(FIRST);
    await page.until(() => page.world.snapshot);
    const before = page.world.trueTime();
    page.worldClock.leap(before + 3e13);
    await page.until(() => (page.world.snapshot?.true_time ?? 0) > before + 2e13);
    page.notices.list.at(-1)?.action?.run();
    await page.until(() => (page.world.snapshot?.true_time ?? Number.POSITIVE_INFINITY) < before + 1e10);
  });

  it('asks before an import takes the place of everything', async () => {
    const { writeBackup } = await import('./backup');
    await page.course.open(FIRST);
    await page.storage.save('finished', [FIRST]);
    const file = new File([writeBackup({ finished: [SECOND] })], 'kept.zip');
    await page.transfer.readBackupOf(file);
    expect(await page.storage.load('finished')).toEqual([FIRST]);
    expect(page.ui.importing?.name).toBe('kept.zip');
    await page.transfer.replaceByImport();
    expect(await page.storage.load('finished')).toEqual([SECOND]);
    expect(address.reload).toHaveBeenCalled();
  });

  it('takes the seed of a shared scene, also when its link is pasted into the open page', async () => {
    const { shareFragment, sceneOf } = await import('./share');
    await page.course.open(SECOND);
    const scene = { ...sceneOf(await page.world.send('save', {})), lesson: THIRD, seed: 77 };
    address.hash = shareFragment({ ...scene, cameras: undefined as never, links: [], services: [] }) ?? '';
    await page.followAddress();
    expect(page.world.lesson).toBe(THIRD);
    expect((await page.world.send('save', {})).seed).toBe(77);
    expect(address.hash).toBe('');
  });

  it('lets one tab at a time have a lesson, and the other one go on with it', async () => {
    await page.begin();
    await page.course.open(FIRST);
    const other = await tab();
    await other.begin();
    await other.course.open(FIRST);
    expect(other.world.phase).toBe('elsewhere');
    page.terminalSession.input('echo kept > kept.txt\r');
    await page.until(() => page.text('', 'kept.txt').catch(() => ''));
    await other.course.takeOver();
    expect(other.world.phase).toBe('running');
    expect(await other.text('', 'kept.txt')).toBe('kept\n');
    await page.until(() => page.world.phase === 'elsewhere');
    // Another lesson is free.
    await page.course.open(SECOND);
    expect(page.world.phase).toBe('running');
  });

  it('joins the lessons that were finished in two tabs', async () => {
    await page.course.restore();
    const other = await tab();
    await other.course.restore();
    page.course.finish(FIRST);
    await page.until(() => page.storage.load<string[]>('finished').then((kept) => kept?.length === 1));
    expect(navigator.storage.persist).toHaveBeenCalledOnce();
    other.course.finish(SECOND);
    await page.until(() => page.storage.load<string[]>('finished').then((kept) => kept?.length === 2));
  });
});
