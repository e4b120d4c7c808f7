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

/** The files of a lesson by their path below lessons/. */
export async function lessonFiles(id: string): Promise<Map<string, Uint8Array>> {
  const files = (await (await get(`lessons/${id}.json`)).json()) as Record<string, string>;
  return new Map(
    Object.entries(files).map(([path, base64]) => [
      path,
      Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    ]),
  );
}

/** The part of a module that the first prompt does not need. */
class Rest {
  private compiled: WebAssembly.Module | null = null;

  constructor(private readonly path: string) {}

  /** Fetches it before it is needed. When that fails, get() tries again. */
  async fetchAhead(): Promise<void> {
    this.compiled ??= await compiled(this.path).catch(() => null);
  }

  /** The module, at once: whoever asks is in the middle of a function, which cannot wait. */
  get(): WebAssembly.Module {
    this.compiled ??= new WebAssembly.Module(this.fetchNow());
    return this.compiled;
  }

  private fetchNow(): ArrayBuffer {
    const request = new XMLHttpRequest();
    request.open('GET', new URL(this.path, site), false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch {
      // The status says it.
    }
    if (request.status !== 200)
      throw new Error(`${this.path} could not be loaded. Check the connection, then reload the page.`);
    return request.response as ArrayBuffer;
  }
}

export interface LoadedParts extends BenchParts {
  /** Fetches what may be needed soon. */
  fetchAhead(): void;
}

/** Loads what the first prompt needs; openssl only when it is first used. */
export async function loadParts(
  onProgress: (what: string, progress: Progress | null) => void,
): Promise<LoadedParts> {
  const script = new URL('wasm/tlscam-world.mjs', site).href;
  // While developing the modules are whole.
  const rests = import.meta.env.DEV
    ? []
    : ['world', 'camera'].map((name) => new Rest(`wasm/tlscam-${name}-rest.wasm`));
  const [world, camera, factory] = await Promise.all([
    compiled('wasm/tlscam-world.wasm'),
    compiled('wasm/tlscam-camera.wasm'),
    import(/* @vite-ignore */ script) as Promise<{ default: WorldFactory }>,
  ]);
  const from = (name: string) => new URL(`openssl/${name}`, site).href;
  const code = (module: WebAssembly.Module, rest?: Rest) =>
    rest ? { module, rest: () => rest.get() } : { module };
  return {
    world: code(world, rests[0]),
    camera: code(camera, rests[1]),
    fetchAhead: () => {
      for (const rest of rests) void rest.fetchAhead();
    },
    factory: factory.default,
    openssl: openSslFrom(
      { script: from('openssl.mjs'), program: from('openssl.wasm'), configuration: from('openssl.cnf') },
      opensslSize,
    ),
    onProgress: (progress) => onProgress('openssl', progress),
  };
}
