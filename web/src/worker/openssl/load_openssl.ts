import type { OpenSslFactory, OpenSslParts } from './module';
import type { OpenSslLoader } from './openssl_runner';

/**
 * `openSslFrom` loads openssl from three addresses of the page's own site. The progress counts bytes of
 * openssl.wasm after decompression; `size` is their total, which a compressed answer does not give.
 */
export function openSslFrom(
  urls: { script: string; program: string; configuration: string },
  size: number,
): OpenSslLoader {
  return async (progress): Promise<OpenSslParts> => {
    const [script, configuration, program] = await Promise.all([
      import(/* @vite-ignore */ urls.script) as Promise<{ default: OpenSslFactory }>,
      get(urls.configuration).then(async (answer) => new Uint8Array(await answer.arrayBuffer())),
      get(urls.program).then((answer) => compile(answer, (done) => progress({ done, total: size }))),
    ]);
    return { factory: script.default, configuration, program };
  };
}

async function get(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer;
}

/** `compile` compiles while data is still arriving. */
async function compile(answer: Response, progress: (done: number) => void): Promise<WebAssembly.Module> {
  if (answer.body === null) throw new Error('the answer is empty');
  let done = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, out) {
      done += part.length;
      progress(done);
      out.enqueue(part);
    },
  });
  const counted = new Response(answer.body.pipeThrough(counter), {
    headers: { 'Content-Type': 'application/wasm' },
  });
  return WebAssembly.compileStreaming(counted);
}
