// Tests under Node get the built WebAssembly here.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COURSE, courseFiles, internets } from '../../tools/course';
import type { BenchParts } from './bench';
import type { OpenSslFactory } from './openssl/module';
import type { WorldFactory } from './world_module';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const wasm = process.env.TLSCAM_WASM_DIR ?? join(root, 'build/wasm/bin');
const openssl = process.env.TLSCAM_OPENSSL_DIR ?? join(root, 'build/openssl');

/** `missing` says why tests of the whole world cannot run here; it is empty if they can. */
export const missing = [
  join(wasm, 'tlscam-world.wasm'),
  join(wasm, 'tlscam-camera.wasm'),
  join(openssl, 'openssl.wasm'),
]
  .filter((path) => !existsSync(path))
  .map((path) => `${path} is not built`)
  .join(', ');

/**
 * `lessons` returns the files of each lesson in a language, for Bench.addLesson(), and with them those that lessons share.
 */
export function lessons(language = 'en'): Map<string, Uint8Array>[] {
  const folders = new Map<string, Map<string, Uint8Array>>();
  for (const [path, bytes] of courseFiles(COURSE, language)) {
    const folder = path.slice(0, path.indexOf('/'));
    folders.set(folder, (folders.get(folder) ?? new Map()).set(path, bytes));
  }
  for (const name of internets().keys())
    for (const lesson of folders.values())
      for (const [path, bytes] of internetFiles(name)) lesson.set(path, bytes);
  return [...folders.values()];
}

/** `internetFiles` returns the files of an internet by their path below internet/. */
export function internetFiles(name: string): Map<string, Uint8Array> {
  const files = internets().get(name) ?? new Map<string, Uint8Array>();
  return new Map([...files].map(([path, bytes]) => [`internet/${name}/${path}`, bytes]));
}

/** `builtParts` collects everything that a bench consists of from the build's folders. */
export async function builtParts(): Promise<BenchParts> {
  const world = (await import(/* @vite-ignore */ join(wasm, 'tlscam-world.mjs'))) as {
    default: WorldFactory;
  };
  return {
    factory: world.default,
    world: { module: await WebAssembly.compile(readFileSync(join(wasm, 'tlscam-world.wasm'))) },
    camera: { module: await WebAssembly.compile(readFileSync(join(wasm, 'tlscam-camera.wasm'))) },
    openssl: async () => {
      const script = (await import(/* @vite-ignore */ join(openssl, 'openssl.mjs'))) as {
        default: OpenSslFactory;
      };
      return {
        factory: script.default,
        program: await WebAssembly.compile(readFileSync(join(openssl, 'openssl.wasm'))),
        configuration: readFileSync(join(openssl, 'openssl.cnf')),
      };
    },
  };
}
