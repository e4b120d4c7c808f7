import { language } from 'virtual:languages';
import { translated } from 'virtual:translated';
import { t } from '../words/words';
import { bytesOf } from './base64';
import type { BenchParts } from './bench';
import { internetOf } from './internet_of';
import { openSslFrom } from './openssl/load_openssl';
import type { Progress } from './openssl/openssl_runner';
import type { WorldFactory } from './world_module';

// In the built site the worker lies in assets/ below the page; the development server serves everything from
// its root.
const site = new URL(import.meta.env.DEV ? '/' : '..', import.meta.url);

const WASM_TYPE = 'application/wasm';

const opensslSize = 2_011_996; // for the progress bar; a compressed answer does not give it

async function get(path: string): Promise<Response> {
  const answer = await fetch(new URL(path, site)).catch(() => null);
  if (answer === null) throw new Error(t('notice.part_not_loaded', { file: path }));
  if (!answer.ok) throw new Error(t('notice.part_missing', { file: path, status: answer.status }));
  return answer;
}

async function compiled(path: string): Promise<WebAssembly.Module> {
  const answer = await get(path);
  // The streaming compiler rejects every other type, and this one with parameters. The code of an answer that came from the
  // network as it is can be kept by the browser; that of one made here cannot, but it compiles while it arrives.
  if (answer.headers.get('Content-Type') === WASM_TYPE) return WebAssembly.compileStreaming(answer);
  return WebAssembly.compileStreaming(new Response(answer.body, { headers: { 'Content-Type': WASM_TYPE } }));
}

async function files(path: string): Promise<Map<string, Uint8Array>> {
  const texts = (await (await get(path)).json()) as Record<string, string>;
  return new Map(Object.entries(texts).map(([name, base64]) => [name, bytesOf(base64)]));
}

/**
 * `lessonFiles` fetches the files of a lesson, by their path in lessons/, and those of the internet that it shares with
 * others, by their path below internet/.
 */
export async function lessonFiles(id: string): Promise<Map<string, Uint8Array>> {
  const own = await files(translated.includes(id) ? `lessons/${language}/${id}.json` : `lessons/${id}.json`);
  for (const [path, bytes] of [...own]) {
    if (!/^[^/]+\/world\.json$/.test(path)) continue;
    const internet = internetOf(bytes);
    if (internet === '') continue;
    for (const [name, shared] of await internetFiles(internet)) own.set(name, shared);
  }
  return own;
}

/** `internetFiles` fetches the files of an internet, by their path below internet/. */
export function internetFiles(name: string): Promise<Map<string, Uint8Array>> {
  return files(`internet/${name}.json`);
}

/** `engineWords` fetches the words of the world in the page's language; undefined for English, which it holds. */
async function engineWords(): Promise<string | undefined> {
  return language === 'en' ? undefined : (await get(`words/${language}.json`)).text();
}

/** `Rest` is the part of a module that the first prompt does not need. */
class Rest {
  private compiled: WebAssembly.Module | null = null;

  constructor(private readonly path: string) {}

  /** `fetchAhead` fetches it before it is needed. If that fails, get() tries again. */
  async fetchAhead(): Promise<void> {
    this.compiled ??= await compiled(this.path).catch(() => null);
  }

  /** `get` returns the module at once: its caller is in the middle of a function, which cannot wait. */
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
      // The status is checked below.
    }
    if (request.status !== 200) throw new Error(t('notice.part_not_loaded', { file: this.path }));
    return request.response as ArrayBuffer;
  }
}

export interface LoadedParts extends BenchParts {
  /** `fetchAhead` fetches parts that may be needed soon. */
  fetchAhead(): void;
}

/** `loadParts` loads what the first prompt needs; openssl is loaded only when it is first used. */
export async function loadParts(
  onProgress: (what: string, progress: Progress | null) => void,
): Promise<LoadedParts> {
  const script = new URL('wasm/tlscam-world.js', site).href;
  // Modules are not split during development.
  const rests = import.meta.env.DEV
    ? []
    : ['world', 'camera'].map((name) => new Rest(`wasm/tlscam-${name}-rest.wasm`));
  const [world, camera, factory, words] = await Promise.all([
    compiled('wasm/tlscam-world.wasm'),
    compiled('wasm/tlscam-camera.wasm'),
    import(/* @vite-ignore */ script) as Promise<{ default: WorldFactory }>,
    engineWords(),
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
    words,
    openssl: openSslFrom(
      { script: from('openssl.js'), program: from('openssl.wasm'), configuration: from('openssl.cnf') },
      opensslSize,
    ),
    onProgress: (progress) => onProgress('openssl', progress),
  };
}
