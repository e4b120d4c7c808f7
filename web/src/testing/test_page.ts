import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import type { FromWorker, ToWorker } from '../protocol/types';
import { Bench } from '../worker/bench';
import { FileShelf } from '../worker/file_shelf';
import { builtParts, internetFiles, lessons } from '../worker/test_parts';
import { WorldLoop } from '../worker/world_loop';

// Tests of the store have the real world, in the thread of the test, and the storage of a browser. Each page is a tab with
// modules of its own; all of them share the storage, the locks and the channel.

process.setMaxListeners(0); // every world listens for its own end
const parts = builtParts();
const files = new Map(
  lessons().map((folder) => {
    const text = new TextDecoder().decode([...folder].find(([path]) => path.endsWith('/lesson.md'))?.[1]);
    return [/^id: (.*)$/m.exec(text)?.[1] ?? '', folder];
  }),
);

/** The page's worker, without a thread of its own. */
class WorldInTest {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  private loop: WorldLoop | null = null;
  private readonly early: ToWorker[] = [];
  private ended = false;

  constructor() {
    void this.start();
  }

  private async start(): Promise<void> {
    const tell = (data: FromWorker): void => void setTimeout(() => this.ended || this.onmessage?.({ data }));
    const ofLessons = new FileShelf(async (id) => files.get(id) ?? new Map());
    const internets = new FileShelf(async (name) => internetFiles(name));
    const bench = await Bench.create(await parts);
    if (this.ended) return;
    this.loop = new WorldLoop(bench, ofLessons, internets, tell, () => undefined);
    tell({ kind: 'ready' });
    for (const message of this.early) this.loop.take(message);
  }

  postMessage(message: ToWorker): void {
    const copy = structuredClone(message);
    if (this.loop) this.loop.take(copy);
    else this.early.push(copy);
  }

  terminate(): void {
    this.ended = true;
    this.loop?.end();
  }
}

interface Held {
  release(): void;
  rejected(error: Error): void;
}

/** What of the Web Locks API the page uses; Node 18 has none. */
class LocksInTest {
  private readonly held = new Map<string, Held>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async request(
    name: string,
    options: LockOptions,
    work: (lock: object | null) => Promise<void> | undefined,
  ): Promise<unknown> {
    if (this.held.has(name)) {
      if (options.ifAvailable) return work(null);
      if (options.steal) this.held.get(name)?.rejected(new DOMException('stolen', 'AbortError'));
      else await this.turn(name, options.signal);
    }
    return new Promise((resolve, reject) => {
      const mine: Held = {
        release: () => {
          if (this.held.get(name) !== mine) return;
          this.held.delete(name);
          this.waiting.get(name)?.shift()?.();
        },
        rejected: reject,
      };
      this.held.set(name, mine);
      void Promise.resolve(work({})).then(() => {
        mine.release();
        resolve(undefined);
      });
    });
  }

  private turn(name: string, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve]);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }
}

const nothing = (): void => undefined;
export const address = { hash: '', pathname: '/', search: '', href: 'http://page.example/', reload: vi.fn() };

export function stubBrowser(): void {
  vi.stubGlobal('Worker', WorldInTest);
  vi.stubGlobal('document', {
    documentElement: { dataset: {} },
    hidden: false,
    getElementById: () => null,
    addEventListener: nothing,
  });
  vi.stubGlobal('location', address);
  vi.stubGlobal('history', {
    replaceState: (_: unknown, __: string, to: string) => {
      address.hash = to.startsWith('#') ? to : '';
    },
  });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('addEventListener', nothing);
  vi.stubGlobal('navigator', { locks: new LocksInTest(), storage: { persist: vi.fn(async () => true) } });
}

/** `openPage` is a tab of the browser that has just been opened; end() closes it. */
export async function openPage() {
  vi.resetModules();
  const [
    { world },
    { course },
    { documents },
    { ui },
    { scripts },
    { terminalSession },
    { notices },
    storage,
  ] = await Promise.all([
    import('../store/world.svelte'),
    import('../store/course.svelte'),
    import('../store/documents.svelte'),
    import('../store/ui.svelte'),
    import('../store/scripts.svelte'),
    import('../store/terminal_session.svelte'),
    import('../store/notices.svelte'),
    import('../store/storage'),
  ]);
  const [
    { begin, followAddress },
    keys,
    wire,
    packets,
    { worldClock },
    { reading },
    transfer,
    { tabs },
    { nameMessage },
    { performBlocks },
    { settings },
  ] = await Promise.all([
    import('../store/begin'),
    import('../store/keys'),
    import('../store/wire'),
    import('../store/packets'),
    import('../store/clock.svelte'),
    import('../store/reading.svelte'),
    import('../store/transfer'),
    import('../store/tabs'),
    import('../store/address'),
    import('../store/perform'),
    import('../store/settings.svelte'),
  ]);

  const until = async (holds: () => unknown): Promise<void> => {
    for (let turn = 0; turn < 3000; turn++) {
      if (await holds()) return;
      await new Promise((next) => setTimeout(next, 10));
    }
    throw new Error(`it did not come so far: ${holds}`);
  };
  const text = async (place: string, path: string): Promise<string> =>
    Buffer.from(await world.send('read_file', { place, path }), 'base64').toString();
  const printed = (place: string): string => (place ? world.console(place) : world.terminal).tail(1e6);
  return {
    world,
    course,
    documents,
    ui,
    scripts,
    terminalSession,
    notices,
    storage,
    begin,
    followAddress,
    keys,
    wire,
    packets,
    worldClock,
    reading,
    transfer,
    tabs,
    nameMessage,
    performBlocks,
    settings,
    until,
    text,
    printed,
    end: () => world.standAside(''),
  };
}

export type TestPage = Awaited<ReturnType<typeof openPage>>;
