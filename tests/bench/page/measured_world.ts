import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Snapshot } from '../../../web/src/protocol/types';
import { Bench, Opening, Refusal } from '../../../web/src/worker/bench';
import type { WasmCode } from '../../../web/src/worker/wasm_code';
import type { WorldFactory } from '../../../web/src/worker/world_module';
import { dateOfWorlds } from './identity';
import { places } from './places';

/** The page's worker updates its views at this interval, in milliseconds. */
export const updatesEvery = 50;

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const date = new Date(dateOfWorlds).toISOString().slice(0, 19).replace('T', ' ');

export const addressOf = (camera: number): string => `192.168.1.${50 + camera}`;

const nameOf = (camera: number): string => `camera${camera}`;

function scene(cameras: number, files: Record<string, Uint8Array>): { path: string; bytes: string }[] {
  const names = Object.keys(files);
  const world = {
    clock: date,
    cameras: Array.from({ length: cameras }, (_, at) => ({
      name: nameOf(at),
      address: addressOf(at),
      clock: date,
      files: Object.fromEntries(names.map((name) => [name, name])),
    })),
  };
  return [
    { path: 'world.json', bytes: base64(JSON.stringify(world)) },
    ...names.map((name) => ({ path: name, bytes: base64(files[name] ?? '') })),
  ];
}

/** A script of the site under a name by which Node takes it for a module, whatever folders it lies in. */
function asModule(name: string): string {
  const copy = join(places.results, 'world.mjs');
  mkdirSync(places.results, { recursive: true });
  copyFileSync(join(places.site, name), copy);
  return copy;
}

/**
 * `MeasuredWorld` is the world and the cameras of the built page, in the page's own worker code, under Node.
 */
export class MeasuredWorld {
  /** `updates` counts the updates that were taken, and the milliseconds of real time that they took. */
  readonly updates = { count: 0, time: 0 };
  snapshot!: Snapshot;
  private said = '';
  private began = 0;

  private constructor(private readonly bench: Bench) {}

  static async create(): Promise<MeasuredWorld> {
    const file = (name: string) => readFileSync(join(places.site, name));
    const code = (name: string): WasmCode => {
      const rest = new WebAssembly.Module(file(`wasm/tlscam-${name}-rest.wasm`));
      return { module: new WebAssembly.Module(file(`wasm/tlscam-${name}.wasm`)), rest: () => rest };
    };
    // Emscripten's ES modules expect these under Node, where only CommonJS has them.
    Object.assign(globalThis, { __dirname: places.site, require: createRequire(import.meta.url) });
    const { default: factory } = (await import(asModule('wasm/tlscam-world.js'))) as { default: WorldFactory };
    return new MeasuredWorld(
      await Bench.create({
        factory,
        world: code('world'),
        camera: code('camera'),
        openssl: () => Promise.reject(new Error('no openssl is measured here')),
      }),
    );
  }

  /** `most` returns how many of `asked` cameras a world may have. */
  async most(asked: number): Promise<number> {
    try {
      this.bench.perform('open', { lesson: '', seed: 1, scene: scene(asked, {}), saved: null, folder: null });
      return asked;
    } catch (error) {
      const limit = error instanceof Refusal ? /at most (\d+)/.exec(error.message)?.[1] : undefined;
      if (limit === undefined) throw error;
      return Number(limit);
    }
  }

  /**
   * `open` opens a world with that many cameras, each with these files on its drive, and waits for all their
   * prompts.
   */
  async open(cameras: number, files: Record<string, Uint8Array>): Promise<void> {
    this.bench.perform('open', { lesson: '', seed: 1, scene: scene(cameras, files), saved: null, folder: null });
    while (this.bench.advance(0) === Opening.goingOn) await new Promise((next) => setImmediate(next));
    if (this.bench.failure() !== '') throw new Error(this.bench.failure());
    this.look();
    this.began = this.snapshot.now;
    const prompts = new Set<string>();
    while (prompts.size < cameras) {
      this.bench.advance(updatesEvery);
      for (const { camera, bytes } of this.look())
        if (Buffer.from(bytes, 'base64').toString().includes('>>> ')) prompts.add(camera);
      if (this.now > 60) throw new Error(`only ${prompts.size} of ${cameras} cameras came to their prompt`);
    }
  }

  /** `now` is in seconds since the world began. */
  get now(): number {
    return (this.snapshot.now - this.began) / 1e6;
  }

  run(camera: number, text: string): void {
    this.bench.perform('run_script', { camera: nameOf(camera), name: 'bench.py', text });
  }

  /** `untilBefore` lets time pass up to a moment, in seconds since the world began; it shows nothing. */
  untilBefore(moment: number): void {
    this.look();
    if (this.now > moment) throw new Error(`the cameras were not prepared within ${moment} s`);
    this.bench.advance((moment - this.now) * 1000 - 1);
    this.look();
    this.checkScripts();
  }

  /**
   * `advance` is one turn of the worker's loop, given the real time that has passed and how long it may
   * compute.
   */
  advance(real: number, budget: number): void {
    this.bench.advance(real, budget);
  }

  hasNews(): boolean {
    return this.bench.hasNews();
  }

  /** `pass` lets time pass, in milliseconds, without updates. */
  pass(time: number): void {
    this.bench.advance(time);
  }

  /** `checkFinished` throws when a script is still running, or ended by an exception. */
  checkFinished(): void {
    this.look();
    this.checkScripts();
    const running = this.snapshot.cameras.filter(({ script }) => script === 'running').length;
    if (running > 0) throw new Error(`${running} scripts did not end in time`);
  }

  private checkScripts(): void {
    const bad = this.snapshot.cameras.find(({ script }) => script === 'raised' || script === 'lost');
    if (bad)
      throw new Error(
        `the script of ${bad.name} ${bad.script}: ${bad.script_error} ${bad.death} ${this.said}`,
      );
  }

  look(): { camera: string; bytes: string }[] {
    const before = performance.now();
    const { snapshot, output } = this.bench.takeUpdate();
    this.updates.time += performance.now() - before;
    this.updates.count += 1;
    this.snapshot = snapshot;
    for (const { bytes } of output)
      this.said = (this.said + Buffer.from(bytes, 'base64').toString()).slice(-500);
    return output;
  }
}
