import type { OpenSslParts } from './module';
import { type ProgramEvents, type ProgramRequest, refusal } from './request';
import { type ProgramWorld, RunningProgram } from './running_program';

export interface Progress {
  done: number;
  /** `total` is 0 while it is not known. */
  total: number;
}

/**
 * `OpenSslLoader` gets the parts, from the network or a cache, and reports progress; it rejects with a
 * message for people.
 */
export type OpenSslLoader = (progress: (progress: Progress) => void) => Promise<OpenSslParts>;

interface Waiting {
  request: ProgramRequest;
  events: ProgramEvents;
  /** `input` has arrived for the program while openssl itself was still loading. */
  input: Uint8Array[];
  inputEnded: boolean;
}

/**
 * `OpenSslRunner` runs openssl commands for the world. openssl is loaded when the first command arrives; if
 * that fails, the next command tries again. A command never raises events inside start() or type(), which the
 * world calls: they come in poll() and between the worker's tasks.
 */
export class OpenSslRunner {
  private loading: Promise<void> | null = null;
  private parts: OpenSslParts | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly running = new Map<number, RunningProgram>();

  constructor(
    private readonly load: OpenSslLoader,
    private readonly world: ProgramWorld,
    /** `onProgress` gets the state of the download; null when there is none any more. */
    private readonly onProgress: (progress: Progress | null) => void = () => {},
    /** `onTurn` is called whenever a program is about to compute. */
    private readonly onTurn: () => void = () => {},
  ) {}

  start(id: number, request: ProgramRequest, events: ProgramEvents): void {
    this.waiting.set(id, { request, events, input: [], inputEnded: false });
    queueMicrotask(() => this.begin());
  }

  type(id: number, bytes: Uint8Array): void {
    this.waiting.get(id)?.input.push(bytes.slice());
    this.running.get(id)?.type(bytes.slice());
    queueMicrotask(() => this.poll());
  }

  endInput(id: number): void {
    const waiting = this.waiting.get(id);
    if (waiting) waiting.inputEnded = true;
    this.running.get(id)?.endInput();
    queueMicrotask(() => this.poll());
  }

  /** `cancel` ends a command: nothing more is reported about it, and the files it has written stay. */
  cancel(id: number): void {
    this.waiting.delete(id);
    this.running.get(id)?.cancel();
    this.running.delete(id);
  }

  /** `runs` tells whether a command is running or about to. */
  get runs(): boolean {
    return this.waiting.size + this.running.size > 0;
  }

  /** `forget` ends all commands: the world is about to become one that has not started them. */
  forget(): void {
    for (const id of [...this.waiting.keys(), ...this.running.keys()]) this.cancel(id);
  }

  /**
   * `poll` lets commands that wait for the network or the clock continue; call it whenever the world has
   * advanced.
   */
  poll(): void {
    for (const program of [...this.running.values()]) {
      this.onTurn();
      program.poll();
    }
  }

  private begin(): void {
    const { parts } = this;
    if (parts === null) {
      this.loading ??= this.fetchParts();
      return;
    }
    for (const [id, { request, events, input, inputEnded }] of this.waiting) {
      this.waiting.delete(id);
      const refused = refusal(request);
      if (refused !== null) {
        events.failed(refused);
        continue;
      }
      const program = new RunningProgram(request, parts, this.world, this.over(id, events));
      for (const bytes of input) program.type(bytes);
      if (inputEnded) program.endInput();
      this.running.set(id, program);
      this.onTurn();
      program.poll();
    }
  }

  private async fetchParts(): Promise<void> {
    try {
      this.parts = await this.load((progress) => this.onProgress(progress));
      this.begin();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const failed = [...this.waiting.values()];
      this.waiting.clear();
      for (const { events } of failed)
        events.failed(`openssl could not be loaded: ${why}. Try the command again`);
    } finally {
      this.loading = null;
      this.onProgress(null);
    }
  }

  private over(id: number, events: ProgramEvents): ProgramEvents {
    return {
      output: (stream, bytes) => events.output(stream, bytes),
      echo: (on) => events.echo(on),
      exit: (code) => {
        this.running.delete(id);
        events.exit(code);
      },
      failed: (text) => {
        this.running.delete(id);
        events.failed(text);
      },
    };
  }
}
