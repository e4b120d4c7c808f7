import { virtualDate } from './clock';
import { connectDevices, NeedsInput } from './devices';
import { entropyOf, RecordedEntropy } from './entropy';
import { ProgramFolder, type Snapshot, takeSnapshot } from './files';
import type { FileSystem, ModuleOptions, OpenSslModule, OpenSslParts, ProgramNetwork } from './module';
import { guardedNetwork } from './network';
import type { ProgramEvents, ProgramRequest } from './request';
import { TypedInput } from './typed_input';

/** `ProgramWorld` is what a command works on. */
export interface ProgramWorld {
  files: FileSystem;
  network: ProgramNetwork;
  /** The world's clock in milliseconds; only differences count. */
  now(): number;
}

interface Wait {
  isReady(): boolean;
  /** `until` is when the wait ends in any case, by the world's clock. */
  until: number;
  resume(): void;
}

/** This is the exit code of a program that a signal has ended, as a shell reports it: 128 + SIGABRT. */
const crashed = 134;

/** The computer's list of trusted roots, in the learner's folder (sim/workstation/folder.h). */
const ROOTS = 'trusted-roots.pem';

/**
 * `RunningProgram` is one command. It runs in its own instance. When it asks for a line that has not been
 * typed yet, that instance is discarded; once the line is there the command runs again from its start, with
 * the same date and randomness, and its earlier output is not repeated. A command that has communicated over
 * the network cannot be run again; it waits for input in `select`, as it does for the network: there it is
 * suspended, and continues in poll().
 */
export class RunningProgram {
  private readonly input = new TypedInput();
  private readonly entropy: RecordedEntropy;
  private readonly begun: number;
  private snapshot: Snapshot | null = null;
  private folder: ProgramFolder | null = null;
  private wait: Wait | null = null;
  /** `shouldStart` is set when there is a reason to run it (again): at first, and then with every line. */
  private shouldStart: boolean;
  private needsInput = true;
  private isStarting = false;
  private isCommitted = false;
  private isOver = false;
  private echo = true;
  private exitCode: number | null = null;
  private said = 0;
  private run = 0;
  private readonly network: ProgramNetwork & { closeAll(): void };

  constructor(
    private readonly request: ProgramRequest,
    private readonly parts: OpenSslParts,
    private readonly world: ProgramWorld,
    private readonly events: ProgramEvents,
  ) {
    this.entropy = new RecordedEntropy(entropyOf(request.seed));
    this.begun = world.now();
    this.shouldStart = request.interactive;
    this.network = guardedNetwork(world.network, () => {
      this.isCommitted = true;
    });
  }

  type(bytes: Uint8Array): void {
    this.input.push(bytes);
    this.shouldStart = this.request.interactive;
  }

  endInput(): void {
    this.input.end();
    this.shouldStart = true;
  }

  /**
   * `poll` lets the program continue if what it waits for is there. Call it after the world has advanced or
   * input has been typed.
   */
  poll(): void {
    if (this.isOver || this.isStarting) return;
    if (this.needsInput && this.shouldStart) {
      this.needsInput = false;
      this.shouldStart = false;
      void this.start();
    }
    const wait = this.wait;
    if (wait && (wait.isReady() || this.world.now() >= wait.until)) {
      this.wait = null;
      this.guard(() => wait.resume());
    }
  }

  cancel(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.network.closeAll();
    this.copyBack();
  }

  private async start(): Promise<void> {
    this.isStarting = true;
    this.run += 1;
    let module: OpenSslModule;
    try {
      module = await this.parts.factory(this.options());
      if (this.isOver) return;
      this.prepare(module);
    } catch (error) {
      this.end(() => this.events.failed(`openssl could not be started: ${reason(error)}`));
      return;
    } finally {
      this.isStarting = false;
    }
    this.guard(() => module.callMain(this.request.words.slice(1)));
    // A line may have arrived in the meantime.
    this.poll();
  }

  private options(): ModuleOptions {
    const run = this.run;
    const ended = () => this.isOver || run !== this.run;
    return {
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(this.parts.program, imports);
        receive(instance);
        return instance.exports;
      },
      Date: virtualDate(() => this.now()),
      crypto: this.entropy.again(),
      network: this.network,
      terminal: { setEcho: (on) => this.setEcho(on) },
      wait: (isReady, milliseconds, resume) => {
        if (ended()) return;
        if (isReady() || milliseconds === 0) resume();
        else
          this.wait = {
            isReady,
            until: this.world.now() + (milliseconds ?? Number.POSITIVE_INFINITY),
            resume,
          };
      },
      onExit: (code) => {
        this.exitCode = code;
      },
      print: () => {},
      printErr: () => {},
      noExitRuntime: false,
    };
  }

  private prepare(module: OpenSslModule): void {
    const { request } = this;
    module.ENV.HOME = request.folder;
    module.FS.mkdirTree('/usr/lib/ssl');
    module.FS.writeFile('/usr/lib/ssl/openssl.cnf', this.parts.configuration);
    this.snapshot ??= takeSnapshot(this.world.files, request.folder);
    this.folder = new ProgramFolder(module.FS, request.folder, this.snapshot);
    // openssl trusts the computer's roots by default, as in sim/workstation/native_runner.cc.
    if (module.FS.readdir(request.folder).includes(ROOTS))
      module.FS.writeFile('/usr/lib/ssl/cert.pem', module.FS.readFile(`${request.folder}/${ROOTS}`));
    let position = 0;
    connectDevices(module.FS, {
      input: this.input.reader(),
      interactive: request.interactive,
      terminal: request.terminal,
      isCommitted: () => this.isCommitted,
      output: (stream, bytes) => {
        const fresh = bytes.subarray(Math.max(0, this.said - position));
        position += bytes.length;
        if (fresh.length === 0 || this.isOver) return;
        this.said = position;
        this.events.output(request.terminal ? 1 : stream, fresh);
      },
    });
  }

  // The clock stands still until others are involved, so that a run can be repeated.
  private now(): number {
    return this.request.date / 1000 + (this.isCommitted ? this.world.now() - this.begun : 0);
  }

  private setEcho(on: boolean): void {
    if (on === this.echo || this.isOver) return;
    this.echo = on;
    this.events.echo(on);
  }

  /** `guard` runs a part of the program. No exception leaves this function. */
  private guard(part: () => void): void {
    try {
      part();
    } catch (error) {
      if (error instanceof NeedsInput) {
        this.needsInput = true;
        this.folder = null;
        return;
      }
      // The program also leaves by an exception at its normal end.
      if (this.exitCode === null) {
        this.complain(
          `openssl: stopped in its middle: ${reason(error)}. What it has written may be incomplete.\n`,
        );
        this.exitCode = crashed;
      }
    }
    const code = this.exitCode;
    if (code !== null) this.end(() => this.events.exit(code));
  }

  private complain(text: string): void {
    this.events.output(this.request.terminal ? 1 : 2, new TextEncoder().encode(text));
  }

  private end(tell: () => void): void {
    if (this.isOver) return;
    this.isOver = true;
    this.network.closeAll();
    const trouble = this.copyBack();
    if (trouble) this.events.failed(`its files could not be stored: ${trouble}`);
    else tell();
  }

  private copyBack(): string | null {
    try {
      this.folder?.copyBack(this.world.files);
      return null;
    } catch (error) {
      return reason(error);
    } finally {
      this.folder = null;
    }
  }
}

function reason(error: unknown): string {
  if (error instanceof RangeError) return 'it ran out of memory or of stack';
  return error instanceof Error ? error.message : String(error);
}
