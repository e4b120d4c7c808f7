import type { CommandName, Commands, Update } from '../protocol/types';
import { CameraHost } from './camera/camera_host';
import { type OpenSslLoader, OpenSslRunner, type Progress } from './openssl/openssl_runner';
import { worldNetwork } from './openssl/world_network';
import { instantiate, type WasmCode } from './wasm_code';
import { WorldCopies } from './world_copies';
import { takeText, type WorldFactory, type WorldModule, withText, worldHost } from './world_module';

/** What a bench is made of; in the page these are downloads, in tests files. */
export interface BenchParts {
  factory: WorldFactory;
  world: WasmCode;
  camera: WasmCode;
  openssl: OpenSslLoader;
  /** The words of another language than English, by their numbers (numberedWords() in tools/words.mjs). */
  words?: string;
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

const isOfInternet = (path: string): boolean => path.startsWith('internet/');

/** A refusal of the world, with its message for people. */
export class Refusal extends Error {}

/** The world of the page: sim/lab's Session as an object. Everything happens inside of its calls, in one thread. */
export class Bench {
  private constructor(
    private readonly world: WorldModule,
    private readonly openssl: OpenSslRunner,
    private readonly lateness: { at: number },
    private readonly copies: WorldCopies,
  ) {}

  static async create(parts: BenchParts): Promise<Bench> {
    const lateness = { at: Number.POSITIVE_INFINITY };
    const made: { world?: WorldModule; cameras?: CameraHost; openssl?: OpenSslRunner; copies?: WorldCopies } =
      {};
    const there = <T>(part: T | undefined): T => {
      if (part === undefined) throw new Error('the world called before it was made');
      return part;
    };
    const world = await parts.factory({
      host: worldHost(
        () => there(made.cameras),
        () => there(made.openssl),
        () => there(made.world),
        () => there(made.copies),
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
    made.copies = new WorldCopies({
      memory: () => world.HEAPU8.buffer as ArrayBuffer,
      cameras,
      files: world.FS,
      folder: LEARNERS_FOLDER,
      now: () => world._tlscam_now(),
      label: () => takeText(world, world._tlscam_copy_label()) ?? '',
    });
    if (parts.words !== undefined) {
      const problem = withText(world, parts.words, (pointer) =>
        takeText(world, world._tlscam_speak(pointer)),
      );
      if (problem !== null) throw new Error(problem);
    }
    world._tlscam_start();
    return new Bench(world, made.openssl, lateness, made.copies);
  }

  /**
   * Takes up a lesson, so that it can be opened: its files by their path below lessons/, and those of an internet by
   * internet/NAME/PATH.
   */
  addLesson(files: ReadonlyMap<string, Uint8Array>): void {
    const { world } = this;
    const own = [...files.keys()].find((path) => !isOfInternet(path)) ?? '';
    this.addFiles(files);
    const folder = own.slice(0, own.indexOf('/'));
    const problem = withText(world, folder, (pointer) => takeText(world, world._tlscam_add_lesson(pointer)));
    if (problem !== null) throw new Refusal(problem);
  }

  /** Takes up files without a lesson of their own: those of an internet, which a scene is about to ask for. */
  addFiles(files: ReadonlyMap<string, Uint8Array>): void {
    const { FS } = this.world;
    for (const [path, bytes] of files) {
      const full = isOfInternet(path) ? `/${path}` : `/lessons/${path}`;
      FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
      FS.writeFile(full, bytes);
    }
  }

  /**
   * Carries a command out, or throws a Refusal. `open` has only begun then: see advance(). After `go_back` the next update
   * has to be a whole one.
   */
  perform<K extends CommandName>(command: K, args: Commands[K]['args']): Commands[K]['reply'] {
    const json = JSON.stringify({ command, args });
    let answer = this.call(json, this.world._tlscam_command);
    const past = this.copies.restoreWanted();
    if (past !== null) {
      this.openssl.forget();
      const problem = this.call(past, this.world._tlscam_put_back);
      if (problem !== null) throw new Refusal(problem);
      answer = this.call(json, this.world._tlscam_command);
    }
    const parsed = JSON.parse(answer ?? '{}') as { reply?: Commands[K]['reply']; refused?: string };
    if (parsed.refused !== undefined || parsed.reply === undefined)
      throw new Refusal(parsed.refused ?? 'the world gave no answer');
    if (command === 'open' || command === 'reset_step') this.copies.forget();
    return parsed.reply;
  }

  private call(text: string, work: (pointer: number) => number): string | null {
    return withText(this.world, text, (pointer) => takeText(this.world, work(pointer)));
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
    this.copies.look(this.openssl.runs);
    return JSON.parse(json ?? 'null') as Update;
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
