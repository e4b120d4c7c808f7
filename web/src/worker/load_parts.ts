import type { BenchParts } from './bench';
import { openSslFrom } from './openssl/load_openssl';
import type { Progress } from './openssl/openssl_runner';
import type { WorldFactory } from './world_module';

// Built, the worker lies in assets/ below the page; the development server has everything below its root.
const site = new URL(import.meta.env.DEV ? '/' : '..', import.meta.url);

const opensslSize = 2_011_996; // for the progress; a compressed answer does not say

async function get(path: string): Promise<Response> {
  const answer = await fetch(new URL(path, site)).catch(() => null);
  if (answer === null)
    throw new Error(`${path} could not be loaded. Check the connection, then reload the page.`);
  if (!answer.ok)
    throw new Error(`${path} is missing (the server answers ${answer.status}). Is the whole site there?`);
  return answer;
}

async function compiled(path: string): Promise<WebAssembly.Module> {
  const answer = await get(path);
  // A server that does not know the type of .wasm files makes the streaming compiler refuse.
  if (answer.headers.get('Content-Type')?.startsWith('application/wasm'))
    return WebAssembly.compileStreaming(answer);
  return WebAssembly.compile(await answer.arrayBuffer());
}

async function lessons(): Promise<Map<string, Uint8Array>> {
  const files = (await (await get('lessons.json')).json()) as Record<string, string>;
  return new Map(
    Object.entries(files).map(([path, base64]) => [
      path,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    ]),
  );
}

/** Loads the world, the camera and the lessons at once; openssl only when it is first used. */
export async function loadParts(
  onProgress: (what: string, progress: Progress | null) => void,
): Promise<BenchParts> {
  const script = new URL('wasm/tlscam-world.mjs', site).href;
  const [world, camera, course, factory] = await Promise.all([
    compiled('wasm/tlscam-world.wasm'),
    compiled('wasm/tlscam-camera.wasm'),
    lessons(),
    import(/* @vite-ignore */ script) as Promise<{ default: WorldFactory }>,
  ]);
  const from = (name: string) => new URL(`openssl/${name}`, site).href;
  return {
    world,
    camera,
    lessons: course,
    factory: factory.default,
    openssl: openSslFrom(
      { script: from('openssl.mjs'), program: from('openssl.wasm'), configuration: from('openssl.cnf') },
      opensslSize,
    ),
    onProgress: (progress) => onProgress('openssl', progress),
  };
}
