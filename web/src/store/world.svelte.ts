import type {
  CameraSnapshot,
  CommandName,
  Commands,
  FrameShown,
  FromWorker,
  SavedWorld,
  Snapshot,
  ToWorker,
  Update,
} from '../protocol/types';
import { t } from '../words/words';
import { fromBase64 } from './bytes';
import { keepProblem } from './keep_problem';
import { notices } from './notices.svelte';
import { OutputLog } from './output_log';
import { PrintedMarks } from './printed_marks';
import { load, save } from './storage';
import { wholeSnapshot } from './whole_snapshot';
import { Refused, WorldLink } from './world_link';

const SAVE_AFTER = 1500; // ms of quiet
const SAVE_AT_LATEST = 8000;
const SILENT_AFTER = 5000;
const PACKETS = 500;

/** `elsewhere`: another tab has this lesson. */
export type Phase = 'starting' | 'running' | 'crashed' | 'elsewhere';

/** `Packet` is a frame with its number in this world, which it keeps when earlier ones are dropped. */
export type Packet = FrameShown & { number: number };

export interface Opening {
  /** Nothing of what was kept is taken. */
  afresh?: boolean;
  /** A camera that stays switched off, whatever it was. */
  off?: string;
  /** Of a world that is not kept yet. */
  seed?: number;
  /** A state of somebody, which takes the place of what was kept once the world has taken it. */
  state?: SavedWorld;
}

// Commands that let a camera or a program begin to compute, and those that change a file by themselves.
const STARTS_SOMETHING = new Set<string>([
  ...(['power', 'reset', 'type', 'run_script', 'shell', 'terminal_keys'] as const),
  ...(['lesson_act', 'type_line'] as const),
]);
const CHANGES_FILES = new Set<string>(['write_file', 'remove_file', 'rename_file', 'make_folder']);

const switchedOff = (saved: SavedWorld, camera: string): SavedWorld => ({
  ...saved,
  cameras: saved.cameras.map((one) => (one.name === camera ? { ...one, powered: false } : one)),
});

/** Something of the world that is worth keeping has changed when this text has. */
function fingerprint(snapshot: Snapshot): string {
  const { cameras, terminal, services, nodes, lesson } = snapshot;
  return JSON.stringify([
    cameras.map(({ name, state, drive_changes }) => [name, state, drive_changes]),
    terminal.folder_changes,
    services,
    nodes.map(({ link, conditions }) => [link, conditions]),
    lesson?.steps.map(({ state, checks }) => [state, checks.map(({ done }) => done)]),
  ]);
}

/** The world as the views see it: the last snapshot, what was printed, what travelled; and the way to send commands. */
class World {
  phase = $state<Phase>('starting');
  snapshot = $state.raw<Snapshot | null>(null);
  /** When the snapshot came, on performance.now()'s scale. */
  receivedAt = 0;
  crash = $state('');
  silent = $state(false);
  /** Who computed last in the worker: a camera by its name, or "openssl". When the worker is silent, it hangs there. */
  atWork = $state('');
  progress = $state.raw<{ what: string; loaded: number; total: number } | null>(null);
  packets = $state.raw<Packet[]>([]);
  private numbered = 0; // packets
  lesson = $state('');
  savedAt = $state(0);
  readonly terminal = new OutputLog();
  /** Another number for every world that was opened. */
  generation = $state(0);
  private readonly consoles = new Map<string, OutputLog>();
  private readonly marks = new PrintedMarks();

  private worker: Worker | null = null;
  private startEnded = (): void => undefined;
  private link: WorldLink | null = null;
  private readonly preparations: (() => void)[] = [];
  private readonly frameListeners = new Set<(frames: FrameShown[]) => void>();
  private updateWaiters: (() => void)[] = [];
  private heardAt = 0;
  private asked = false;
  private mayKeep = false;
  private lastPrint = '';
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private unsavedSince = 0;

  /** Starts a world in a new worker, with a lesson as it was left. Ends the one before. */
  async start(lesson: string, opening: Opening = {}): Promise<void> {
    this.end();
    this.phase = 'starting';
    this.lesson = lesson;
    if (typeof WebAssembly !== 'object') {
      this.crashed(t('notice.no_webassembly'));
      return;
    }
    const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
    this.worker = worker;
    worker.postMessage({ lessonAhead: lesson } satisfies ToWorker);
    const ready = new Promise<void>((resolve) => {
      this.startEnded = resolve;
      this.link = new WorldLink((message) => worker.postMessage(message), {
        ready: resolve,
        update: (update) => this.take(update),
        atWork: (who) => {
          this.atWork = who;
        },
        progress: (what, loaded, total) => {
          this.progress = loaded < 0 ? null : { what, loaded, total };
        },
        crashed: (error) => this.crashed(error),
      });
    });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      this.heardAt = performance.now();
      this.silent = false;
      this.link?.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.crashed(event.message || t('notice.world_not_loaded'));
    };
    await ready;
    if (this.worker === worker) await this.open(lesson, opening);
  }

  /** Opens a lesson ("" is the free bench) as it was left, or afresh. */
  async open(lesson: string, { afresh = false, off = '', seed = 1, state }: Opening = {}): Promise<void> {
    this.phase = 'starting';
    this.mayKeep = false;
    clearTimeout(this.saveTimer);
    const kept =
      state ??
      (await load<SavedWorld>(`world/${lesson}`).catch((error: unknown) => {
        notices.problem(error);
        return undefined;
      }));
    this.forget();
    this.snapshot = null;
    this.lesson = lesson;
    try {
      // What is kept may be somebody's: a shape that it does not have is a message too.
      const saved = afresh || !kept ? null : switchedOff(kept, off);
      await this.send('open', { lesson, seed: saved?.seed ?? seed, scene: [], saved, folder: null });
    } catch (error) {
      if (afresh || !kept) throw error;
      if (state) {
        notices.show('problem', t('share.state_refused', { why: (error as Error).message }));
        return this.open(lesson);
      }
      notices.show('problem', t('notice.saved_unreadable', { why: (error as Error).message }), {
        label: t('notice.start_afresh'),
        run: () => void this.attempt(this.open(lesson, { afresh: true })),
      });
      return;
    }
    this.progress = null;
    this.lastPrint = '';
    this.mayKeep = true;
    this.phase = 'running';
  }

  /** `standAside` ends the world, because another tab has the lesson. */
  standAside(lesson: string): void {
    this.end();
    this.forget();
    this.mayKeep = false;
    this.lesson = lesson;
    this.snapshot = null;
    this.phase = 'elsewhere';
    this.startEnded();
  }

  /** Begins a step of the lesson again, in the world as it was then. */
  async resetStep(step: number): Promise<void> {
    this.forget();
    await this.send('reset_step', { step });
  }

  /**
   * Goes back in time, to in front of the message that arrives at `to` (virtual time). True: an openssl command ran then,
   * and the world stands in front of that.
   */
  async goBack(to: number): Promise<boolean> {
    const { from, before_program: beforeProgram } = await this.send('go_back', { to });
    const { at, totals } = this.marks.cutTo(from);
    for (const [name, log] of [['', this.terminal] as const, ...this.consoles])
      log.cutTo(totals.get(name) ?? 0);
    this.packets = this.packets.filter((packet) => packet.at <= at);
    await this.nextUpdate(2000);
    this.generation++;
    return beforeProgram;
  }

  /** What was printed and what travelled belongs to a world that is no more. */
  private forget(): void {
    this.marks.clear();
    this.terminal.clear();
    for (const log of this.consoles.values()) log.clear();
    this.generation++;
    this.packets = [];
    this.numbered = 0;
  }

  send<K extends CommandName>(command: K, args: Commands[K]['args']): Promise<Commands[K]['reply']> {
    if (STARTS_SOMETHING.has(command)) {
      for (const prepare of this.preparations) prepare();
      // After these a camera may hang for ever: what was made before must not be lost.
      if (this.unsavedSince) void this.keepNow();
    }
    if (CHANGES_FILES.has(command)) this.keepSoon();
    if (!this.link) return Promise.reject(new Refused(t('notice.world_not_started')));
    return this.link.send(command, args);
  }

  /** Sends a command whose reply nobody needs; a refusal becomes a notice. */
  tell<K extends CommandName>(command: K, args: Commands[K]['args']): void {
    void this.attempt(this.send(command, args));
  }

  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (this.phase !== 'crashed') notices.problem(error);
      return undefined;
    }
  }

  console(camera: string): OutputLog {
    let log = this.consoles.get(camera);
    if (!log) {
      log = new OutputLog();
      this.consoles.set(camera, log);
    }
    return log;
  }

  /** Whether a camera has shown its prompt. */
  isPrompting(): boolean {
    return [...this.consoles.values()].some((log) => log.tail(4096).includes('>>> '));
  }

  /** The camera is gone; another of its name begins with an empty console. */
  forgetConsole(camera: string): void {
    this.consoles.delete(camera);
  }

  camera(name: string): CameraSnapshot | undefined {
    return this.snapshot?.cameras.find((camera) => camera.name === name);
  }

  /** True time now, between snapshots too. */
  trueTime(): number {
    if (!this.snapshot) return 0;
    const { true_time, paused, pace } = this.snapshot;
    return paused ? true_time : true_time + Math.min(performance.now() - this.receivedAt, 5000) * 1000 * pace;
  }

  /** Waits for the next update, at most so many ms. */
  nextUpdate(atMost: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, atMost);
      this.updateWaiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** `prepare` is called in front of every command that may let something run, and may send others. */
  beforeRunning(prepare: () => void): void {
    this.preparations.push(prepare);
  }

  onFrames(listener: (frames: FrameShown[]) => void): () => void {
    this.frameListeners.add(listener);
    return () => this.frameListeners.delete(listener);
  }

  /** Looks whether the worker still answers; to be called every second while the page is visible. */
  watch(): void {
    if (this.phase !== 'running' || document.hidden) {
      this.heardAt = performance.now();
      return;
    }
    const quiet = performance.now() - this.heardAt;
    if (quiet > SILENT_AFTER && this.asked) this.silent = true;
    if (quiet > 2000 && !this.asked) {
      this.asked = true;
      const answered = (): void => {
        this.asked = false;
      };
      this.send('unfinished', { line: '' }).then(answered, answered);
    }
  }

  /**
   * Ends the worker, however busy it is, and starts the world from what was saved. A camera that hung is off then: its
   * script might do it again.
   */
  async startAgain(): Promise<void> {
    const hung =
      this.silent && this.snapshot?.cameras.some(({ name }) => name === this.atWork) ? this.atWork : '';
    await this.attempt(this.start(this.lesson, { off: hung }));
  }

  async keepNow(): Promise<void> {
    clearTimeout(this.saveTimer);
    if (!this.mayKeep || this.phase !== 'running') return;
    this.unsavedSince = 0;
    try {
      const saved = await this.send('save', {});
      await save(`world/${saved.lesson}`, saved);
      this.savedAt = Date.now();
    } catch (error) {
      if (this.phase === 'running') keepProblem(error);
    }
  }

  /** From now on nothing of this world is written into storage: something else is put there. */
  stopKeeping(): void {
    clearTimeout(this.saveTimer);
    this.mayKeep = false;
  }

  goOnKeeping(): void {
    this.mayKeep = true;
    this.keepSoon();
  }

  private take(update: Update): void {
    this.receivedAt = performance.now();
    this.snapshot = wholeSnapshot(update, this.snapshot);
    for (const { camera, bytes } of update.output) {
      const log = camera ? this.console(camera) : this.terminal;
      log.append(fromBase64(bytes));
    }
    if (update.frames.length) {
      const arrived = update.frames.map((frame) => ({ ...frame, number: this.numbered++ }));
      this.packets = [...this.packets, ...arrived].slice(-PACKETS);
      for (const listener of this.frameListeners) listener(update.frames);
    }
    if (update.output.length || update.frames.length)
      this.marks.note(update.snapshot.now, [['', this.terminal], ...this.consoles]);
    const waiters = this.updateWaiters;
    this.updateWaiters = [];
    for (const waiter of waiters) waiter();
    const print = fingerprint(this.snapshot);
    if (this.lastPrint && print !== this.lastPrint) this.keepSoon();
    this.lastPrint = print;
  }

  private keepSoon(): void {
    const now = performance.now();
    if (!this.unsavedSince) this.unsavedSince = now;
    clearTimeout(this.saveTimer);
    const wait = Math.min(SAVE_AFTER, Math.max(0, this.unsavedSince + SAVE_AT_LATEST - now));
    this.saveTimer = setTimeout(() => void this.keepNow(), wait);
  }

  private crashed(error: string): void {
    this.crash = error;
    this.phase = 'crashed';
    this.end();
    this.startEnded();
  }

  private end(): void {
    clearTimeout(this.saveTimer);
    this.link?.close(t('notice.world_stopped'));
    this.worker?.terminate();
    this.worker = null;
    this.link = null;
    this.silent = false;
    this.atWork = '';
    this.asked = false;
    this.progress = null;
    this.heardAt = performance.now();
  }
}

export const world = new World();
