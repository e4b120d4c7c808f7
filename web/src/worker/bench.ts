import type { CommandName, Commands, Update, WentBack } from '../protocol/types';
import { CameraHost } from './camera/camera_host';
import { type OpenSslLoader, OpenSslRunner, type Progress } from './openssl/openssl_runner';
import { worldNetwork } from './openssl/world_network';
import { TimeMachine } from './time_machine';
import { instantiate, type WasmCode } from './wasm_code';
import { takeText, type WorldFactory, type WorldModule, withText, worldHost } from './world_module';

/** What a bench is made of; in the page these are downloads, in tests files. */
export interface BenchParts {
  factory: WorldFactory;
  world: WasmCode;
  camera: WasmCode;
  openssl: OpenSslLoader;
  onProgress?: (progress: Progress | null) => void;
  /** Told who begins to compute: a camera by its name, or "openssl". */
  onTurn?: (who: string) => void;
}

/** As Session::Opening in sim/lab/session/session.h. */
export enum Opening {
  none = 0,
  goingOn = 1,
  done = 2,
  failed = 3,
}

/** As kLearnersFolder in sim/wasm/exports.cc. */
const LEARNERS_FOLDER = '/home/learner';

/** A refusal of the world, with its message for people. */
export class Refusal extends Error {}

/** Whether openssl may run because of this command: what stands at the prompt is entered. */
function startsProgram<K extends CommandName>(command: K, args: Commands[K]['args']): boolean {
  if (command === 'shell') return true;
  return command === 'terminal_keys' && /[\r\n]/.test(atob((args as { bytes: string }).bytes));
}

/** The world of the page: sim/lab's Session as an object. Everything happens inside of its calls, in one thread. */
export class Bench {
  private constructor(
    private readonly world: WorldModule,
    private readonly openssl: OpenSslRunner,
    private readonly lateness: { at: number },
    private readonly timeMachine: TimeMachine,
  ) {}

  static async create(parts: BenchParts): Promise<Bench> {
    const lateness = { at: Number.POSITIVE_INFINITY };
    const made: { world?: WorldModule; cameras?: CameraHost; openssl?: OpenSslRunner } = {};
    const there = <T>(part: T | undefined): T => {
      if (part === undefined) throw new Error('the world called before it was made');
      return part;
    };
    const world = await parts.factory({
      host: worldHost(
        () => there(made.cameras),
        () => there(made.openssl),
        () => there(made.world),
        () => performance.now() > lateness.at,
      ),
      instantiateWasm(imports, receive) {
        queueMicrotask(() => receive(instantiate(parts.world, imports)));
        return {};
      },
      print: () => {},
      printErr: (text) => console.warn(text),
    });
    made.world = world;
    const cameras = new CameraHost(parts.camera, { bytes: () => world.HEAPU8 }, parts.onTurn);
    made.cameras = cameras;
    made.openssl = new OpenSslRunner(
      parts.openssl,
      { files: world.FS, network: worldNetwork(world), now: () => world._tlscam_true_time() / 1000 },
      parts.onProgress,
      () => parts.onTurn?.('openssl'),
    );
    world._tlscam_start();
    const timeMachine = new TimeMachine({
      memory: () => world.HEAPU8.buffer as ArrayBuffer,
      cameras,
      files: world.FS,
      folder: LEARNERS_FOLDER,
      now: () => world._tlscam_now(),
    });
    return new Bench(world, made.openssl, lateness, timeMachine);
  }

  /** Takes up a lesson, so that it can be opened: its files by their path below lessons/. */
  addLesson(files: ReadonlyMap<string, Uint8Array>): void {
    const { world } = this;
    let folder = '';
    for (const [path, bytes] of files) {
      const full = `/lessons/${path}`;
      folder = path.slice(0, path.indexOf('/'));
      world.FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
      world.FS.writeFile(full, bytes);
    }
    const problem = withText(world, folder, (pointer) => takeText(world, world._tlscam_add_lesson(pointer)));
    if (problem !== null) throw new Refusal(problem);
  }

  /** Carries a command out, or throws a Refusal. `open` has only begun then: see advance(). */
  perform<K extends CommandName>(command: K, args: Commands[K]['args']): Commands[K]['reply'] {
    if (startsProgram(command, args)) this.timeMachine.beforeProgram();
    const json = JSON.stringify({ command, args });
    const answer = withText(this.world, json, (pointer) =>
      takeText(this.world, this.world._tlscam_command(pointer)),
    );
    const parsed = JSON.parse(answer ?? '{}') as { reply?: Commands[K]['reply']; refused?: string };
    if (parsed.refused !== undefined || parsed.reply === undefined)
      throw new Refusal(parsed.refused ?? 'the world gave no answer');
    if (command === 'open' || command === 'reset_step') this.timeMachine.forget();
    else this.timeMachine.note(command, args, this.openssl.runs);
    return parsed.reply;
  }

  /** Lets `real` milliseconds pass in the world, for which it takes at most `budget` milliseconds. */
  advance(real: number, budget = Number.POSITIVE_INFINITY): Opening {
    this.lateness.at = performance.now() + budget;
    const opening = this.world._tlscam_advance(real * 1000) as Opening;
    this.openssl.poll();
    return opening;
  }

  /** Why the world could not be opened. */
  failure(): string {
    return takeText(this.world, this.world._tlscam_failure()) ?? '';
  }

  hasNews(): boolean {
    return this.world._tlscam_has_news() !== 0;
  }

  /** What has happened since the last update. `whole`: all conversations too, for whoever has not seen the last one. */
  takeUpdate(whole = false): Update {
    const json = takeText(this.world, this.world._tlscam_update(whole ? 1 : 0));
    this.timeMachine.look(this.openssl.runs);
    return JSON.parse(json ?? 'null') as Update;
  }

  /**
   * Takes the world back to in front of the message that arrived at `to` (virtual time) or next after that, where it stands
   * still: what came later has not happened. The next update has to be a whole one.
   */
  goBack(to: number): WentBack {
    const way = this.timeMachine.wayTo(to - 1);
    if (!way) throw new Refusal('The world does not remember that time any more.');
    this.openssl.forget();
    this.timeMachine.restore(way);
    for (const { at, command, args } of way.repeat) {
      this.runTo(at);
      this.perform(command, args as never);
    }
    this.runTo(way.to);
    const reached = way.to === to - 1;
    if (reached) this.perform('step', { unit: 'message' });
    else this.perform('set_pace', { paused: true, pace: 1 });
    if (reached) this.advance(0);
    return { from: way.checkpoint.at, before_program: !reached };
  }

  private runTo(at: number): void {
    if (at <= this.world._tlscam_now()) return;
    this.perform('run_to', { goal: 'time', name: '', at });
    while (this.world._tlscam_now() < at) this.advance(0);
  }

  /** Reads a value of a type of the protocol in the world and writes it again; for tests of the types. */
  roundTrip(type: string, value: unknown): unknown {
    const { world } = this;
    return withText(world, type, (typePointer) =>
      withText(world, JSON.stringify(value), (json) =>
        JSON.parse(takeText(world, world._tlscam_round_trip(typePointer, json)) ?? 'null'),
      ),
    );
  }
}
