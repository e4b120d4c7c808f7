import type { Commands, CommandToWorker, FromWorker, ToWorker } from '../protocol/types';
import { type Bench, Opening, Refusal } from './bench';
import type { FileShelf } from './file_shelf';
import { internetOfScene } from './internet_of';

const tick = 16; // milliseconds between two looks at the clock
const budget = 12; // of which the world may compute so many
const longestStep = 100; // real time that is made up for after a pause of the browser's
const updatesEvery = 50; // while something happens
const aWhile = 2000; // after a world has opened, the network is free
const clocksEvery = 500; // when nothing does: clocks go on

/** Carries out what comes, and runs the world until it crashes. */
export class WorldLoop {
  private opening: number | null = null; // the id of the command `open` that has not been answered
  private behind: CommandToWorker[] | null = null;
  private before = performance.now();
  private updated = 0;
  private ended = false;
  private typed = false; // since then: who types wants to see it
  private timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly bench: Bench,
    private readonly lessons: FileShelf,
    private readonly internets: FileShelf,
    private readonly tell: (message: FromWorker) => void,
    private readonly whenIdle: () => void,
  ) {
    this.timer = setInterval(() => this.guarded(() => this.step()), tick);
  }

  /** Ends it; whatever comes is ignored from now on. */
  end(): void {
    this.ended = true;
    clearInterval(this.timer);
  }

  /** Carries commands out in their order; what comes while files are fetched waits. */
  take(message: ToWorker): void {
    if (this.ended) return;
    if ('lessonAhead' in message) return this.lessons.expect(message.lessonAhead);
    if (this.behind) this.behind.push(message);
    else if (message.command === 'open' && !this.isHere(message.args)) void this.fetchThenTake(message);
    else this.carryOut(message);
  }

  private isHere({ lesson, scene }: Commands['open']['args']): boolean {
    return this.lessons.has(lesson) && this.internets.has(internetOfScene(scene));
  }

  private async fetchThenTake(message: CommandToWorker & { command: 'open' }): Promise<void> {
    const behind: CommandToWorker[] = [];
    this.behind = behind;
    try {
      const { lesson, scene } = message.args;
      const internet = internetOfScene(scene);
      if (!this.lessons.has(lesson)) this.bench.addLesson(await this.lessons.take(lesson));
      if (!this.internets.has(internet)) this.bench.addFiles(await this.internets.take(internet));
      this.carryOut(message);
    } catch (error) {
      this.tell({
        kind: 'refused',
        id: message.id,
        error: error instanceof Error ? error.message : String(error),
      });
    }
    this.behind = null;
    for (const waiting of behind) this.take(waiting);
  }

  private carryOut(message: CommandToWorker): void {
    this.guarded(() => {
      try {
        const value = this.bench.perform(message.command, message.args);
        if (message.command === 'terminal_keys') this.typed = true;
        if (message.command === 'open' || message.command === 'reset_step') {
          if (this.opening !== null)
            this.tell({ kind: 'refused', id: this.opening, error: 'Another world was opened.' });
          this.opening = message.id;
          this.look(this.bench.advance(0));
        } else {
          this.tell({ kind: 'reply', id: message.id, value });
        }
        if (message.command === 'go_back') this.update(true);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.tell({ kind: 'refused', id: message.id, error: error.message });
      }
    });
  }

  private step(): void {
    const now = performance.now();
    const passed = Math.min(now - this.before, longestStep);
    this.before = now;
    const state = this.bench.advance(passed, budget);
    this.look(state);
    if (state !== Opening.done) return;
    const since = now - this.updated;
    if (!this.typed && since < updatesEvery) return;
    if (since < clocksEvery && !this.bench.hasNews()) return;
    this.update();
  }

  private look(state: Opening): void {
    if (this.opening === null || state === Opening.goingOn) return;
    const id = this.opening;
    this.opening = null;
    if (state === Opening.done) {
      this.tell({ kind: 'reply', id, value: {} });
      this.update();
      setTimeout(this.whenIdle, aWhile);
    } else {
      this.tell({ kind: 'refused', id, error: this.bench.failure() });
    }
  }

  private update(whole = false): void {
    this.updated = performance.now();
    this.typed = false;
    this.tell({ kind: 'update', update: this.bench.takeUpdate(whole) });
  }

  // A trap in the world's own code leaves it in no state to go on.
  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.end();
      this.tell({ kind: 'crashed', error: error instanceof Error ? error.message : String(error) });
    }
  }
}
