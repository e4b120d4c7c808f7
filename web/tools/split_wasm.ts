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
import { functionNames } from './wasm_names';

// This splits the world and the camera into what a learner's first minute needs and the rest, which is loaded
// afterwards: most of both is for certificates and handshakes. It finds the functions that are needed by
// running that minute here, with modules that record which functions are called. A function of the rest that
// is called later works all the same (src/worker/wasm_code.ts).

const PARTS = ['world', 'camera'] as const;
type Part = (typeof PARTS)[number];

// A handshake spends its time here. Calls from one part to the other cost something, so these functions stay
// with those that they call: memory, and copying it.
const COMPUTING =
  /^(mbedtls_)?(mpi|ecp|ct|aes|gcm|sha256|sha512|internal_aes|internal_sha256|internal_sha512)_|^(add_sub_mpi|mbedtls_calloc|mbedtls_free|m_tracked_calloc|m_tracked_free|m_malloc_maybe|m_free|mbedtls_platform_zeroize)$/;

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

/**
 * `liveThroughTheFirstMinute` lets a learner begin: the page opens with the first lesson, the camera is
 * switched on and prints something.
 */
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
      if (bench.hasNews()) bench.takeUpdate();
    }
  };
  bench.addLesson(new Map([...files].filter(([path]) => path.startsWith(`${lesson.folder}/`))));
  ask('open', { lesson: lesson.id, seed: 1, scene: [], saved: null, folder: null });
  while (bench.advance(0) === Opening.goingOn) await new Promise((next) => setTimeout(next, 1));
  if (bench.failure()) throw new Error(bench.failure());
  ask('set_terminal_history', { lines: [] });
  ask('terminal_size', { columns: 80, reflows: false });
  const camera = bench.takeUpdate().snapshot.cameras[0]?.name ?? '';
  const look = (): void => {
    pass(600);
    for (const place of ['', camera]) ask('list_files', { place, path: '' });
    ask('certificate_events', {});
    ask('unfinished', { line: '' });
    ask('terminal_keys', { bytes: base64('ls\x05\x15') });
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

/** `profileOf` reads the profile that an instance of an instrumented module has recorded. */
function profileOf(instance: WebAssembly.Instance): Uint8Array {
  const { __write_profile } = instance.exports as { __write_profile(address: number, size: number): number };
  // Emscripten's optimizer gives exports short names.
  const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
  if (!memory) throw new Error('a module of the page exports no memory');
  // The instance has done its work: its memory may be written over.
  const size = __write_profile(0, memory.buffer.byteLength);
  return new Uint8Array(memory.buffer.slice(0, size));
}

/**
 * `writeKept` writes a list of the functions that were called, and of those that compute. It returns false
 * when the module has no names.
 */
function writeKept(whole: string, profile: Uint8Array, file: string): boolean {
  const module = new WebAssembly.Module(readFileSync(whole));
  const names = functionNames(module);
  if (!names.size) return false;
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function').length;
  // The profile is a hash of the module, then for each of its own functions the time of its first call, or 0.
  const calls = new Uint32Array(profile.buffer, 8);
  const kept = [...calls].flatMap((call, at) => {
    const name = names.get(imported + at) ?? '';
    return call !== 0 || COMPUTING.test(name) ? [name] : [];
  });
  writeFileSync(file, `${kept.join('\n')}\n`);
  return true;
}

/**
 * `splitModules` splits the modules in `folder`: "tlscam-world.wasm", "tlscam-world-rest.wasm", and so on.
 */
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
    // Emscripten's ES modules expect these under Node, where only CommonJS has them.
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
      const profile = profileOf(instance);
      const [first, rest] = [`tlscam-${part}.wasm`, `tlscam-${part}-rest.wasm`];
      const whole = join(folder, first);
      writeFileSync(at('profile'), profile);
      const how = writeKept(whole, profile, at('kept'))
        ? `--keep-funcs=@${at('kept')}`
        : `--profile=${at('profile')}`;
      wasmSplit(whole, how, `-o1=${at(first)}`, `-o2=${at(rest)}`);
      for (const name of [first, rest]) files.set(name, readFileSync(at(name)));
    }
    return files;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
