import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommandName, Commands } from '../src/protocol/types';
import { Bench, Opening } from '../src/worker/bench';
import type { WasmCode } from '../src/worker/wasm_code';
import type { WorldFactory } from '../src/worker/world_module';
import { courseFiles } from './course';
import { lessonTexts } from './lessons_plugin';

// Splits the world and the camera in what a learner's first minute needs and the rest, which is loaded afterwards: most of
// both is for certificates and handshakes. Which functions are needed is found by living through that minute here, with
// modules that note what is called. Whatever else is called later works all the same (src/worker/wasm_code.ts).

const PARTS = ['world', 'camera'] as const;
type Part = (typeof PARTS)[number];

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function wasmSplit(...words: string[]): void {
  try {
    execFileSync('wasm-split', ['--enable-mutable-globals', ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('wasm-split is missing. It is a part of Binaryen, as wasm-opt is; put it into PATH.');
  }
}

/** Lets a learner begin: the page opens with the first lesson, the camera is switched on and says something. */
async function liveThroughTheFirstMinute(bench: Bench): Promise<void> {
  const files = courseFiles();
  const [lesson] = lessonTexts(files);
  if (!lesson) throw new Error('there is no lesson');
  const ask = <K extends CommandName>(command: K, args: Commands[K]['args']): void => {
    bench.perform(command, args);
  };
  const pass = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      bench.advance(50);
      bench.takeUpdate();
    }
  };
  bench.addLesson(new Map([...files].filter(([path]) => path.startsWith(`${lesson.folder}/`))));
  ask('open', { lesson: lesson.id, seed: 1, scene: [], saved: null });
  while (bench.advance(0) === Opening.goingOn) await new Promise((next) => setTimeout(next, 1));
  if (bench.failure()) throw new Error(bench.failure());
  const camera = bench.takeUpdate().snapshot.cameras[0]?.name ?? '';
  const look = (): void => {
    pass(600);
    for (const place of ['', camera]) ask('list_files', { place, path: '' });
    ask('certificate_events', {});
    ask('unfinished', { line: 'ls' });
    ask('save', {});
  };
  look();
  ask('power', { camera, on: true });
  pass(2000);
  for (const line of ['print("hello")', 'import time, gc', 'time.localtime()', 'gc.collect()', '1/0'])
    for (const key of `${line}\r`) {
      ask('type', { camera, bytes: base64(key) });
      pass(100);
    }
  look();
}

/** Writes the profile of an instance into a file; false when it is not an instance of an instrumented module. */
function writeProfile(instance: WebAssembly.Instance, file: string): void {
  const { memory, __write_profile } = instance.exports as {
    memory: WebAssembly.Memory;
    __write_profile(address: number, size: number): number;
  };
  // The instance has done its work: its memory may be written over.
  const size = __write_profile(0, memory.buffer.byteLength);
  writeFileSync(file, new Uint8Array(memory.buffer, 0, size));
}

/** The modules in `folder`, split: "tlscam-world.wasm", "tlscam-world-rest.wasm", and so on. */
export async function splitModules(folder: string): Promise<Map<string, Buffer>> {
  const own = mkdtempSync(join(tmpdir(), 'tlscam-split-'));
  const at = (name: string): string => join(own, name);
  try {
    const last = new Map<Part, WebAssembly.Instance>();
    const noting = (part: Part): WasmCode => {
      wasmSplit('--instrument', join(folder, `tlscam-${part}.wasm`), '-o', at(part));
      return {
        module: new WebAssembly.Module(readFileSync(at(part))),
        seen: (instance) => last.set(part, instance),
      };
    };
    // Emscripten's ES modules take these for granted under Node, where only CommonJS has them.
    Object.assign(globalThis, { __dirname: folder, require: createRequire(import.meta.url) });
    const script = pathToFileURL(join(folder, 'tlscam-world.mjs')).href;
    const { default: factory } = (await import(/* @vite-ignore */ script)) as { default: WorldFactory };
    const bench = await Bench.create({
      factory,
      world: noting('world'),
      camera: noting('camera'),
      openssl: () => Promise.reject(new Error('the first minute knows no openssl')),
    });
    await liveThroughTheFirstMinute(bench);
    const files = new Map<string, Buffer>();
    for (const part of PARTS) {
      const instance = last.get(part);
      if (!instance) throw new Error(`the first minute made no ${part}`);
      writeProfile(instance, at('profile'));
      const [first, rest] = [`tlscam-${part}.wasm`, `tlscam-${part}-rest.wasm`];
      const whole = join(folder, first);
      wasmSplit(whole, `--profile=${at('profile')}`, `-o1=${at(first)}`, `-o2=${at(rest)}`);
      for (const name of [first, rest]) files.set(name, readFileSync(at(name)));
    }
    return files;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
