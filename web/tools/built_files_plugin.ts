import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, transformWithEsbuild } from 'vite';
import { splitModules } from './split_wasm';

// The output of the C++ build goes into the site, its scripts minified and named .js: old hosts do not know the type of .mjs, and
// browsers take no module of another type. TLSCAM_WASM_DIR and TLSCAM_OPENSSL_DIR say where
// it is.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WASM = resolve(process.env.TLSCAM_WASM_DIR ?? join(ROOT, 'build/wasm/bin'));
const OPENSSL = resolve(process.env.TLSCAM_OPENSSL_DIR ?? join(ROOT, 'build/openssl'));

const FILES: { name: string; from: string }[] = [
  { name: 'wasm/tlscam-world.js', from: join(WASM, 'tlscam-world.mjs') },
  { name: 'wasm/tlscam-world.wasm', from: join(WASM, 'tlscam-world.wasm') },
  { name: 'wasm/tlscam-reader.js', from: join(WASM, 'tlscam-reader.mjs') },
  { name: 'wasm/tlscam-reader.wasm', from: join(WASM, 'tlscam-reader.wasm') },
  { name: 'wasm/tlscam-board.js', from: join(WASM, 'tlscam-board.mjs') },
  { name: 'wasm/tlscam-board.wasm', from: join(WASM, 'tlscam-board.wasm') },
  { name: 'wasm/tlscam-camera.wasm', from: join(WASM, 'tlscam-camera.wasm') },
  { name: 'openssl/openssl.js', from: join(OPENSSL, 'openssl.mjs') },
  { name: 'openssl/openssl.wasm', from: join(OPENSSL, 'openssl.wasm') },
  { name: 'openssl/openssl.cnf', from: join(OPENSSL, 'openssl.cnf') },
  { name: 'openssl/LICENSE.txt', from: join(OPENSSL, 'LICENSE.txt') },
];

const TYPES: Record<string, string> = {
  js: 'text/javascript',
  wasm: 'application/wasm',
  cnf: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

function missingMessage(missing: { from: string }[]): string {
  const names = missing.map(({ from }) => `  ${from}`).join('\n');
  return `These built files are missing:\n${names}\nBuild them with ./run from the repository's root, or say where they are with TLSCAM_WASM_DIR and TLSCAM_OPENSSL_DIR.`;
}

/** `minified` makes a script smaller that the C++ build has written. */
async function minified(name: string, source: Uint8Array): Promise<string> {
  const { code } = await transformWithEsbuild(Buffer.from(source).toString(), name, {
    loader: 'js',
    minify: true,
    sourcemap: false,
  });
  return code;
}

/**
 * `builtFilesPlugin` puts the world, the camera and openssl into the site; during development it serves them
 * from where they were built.
 */
export function builtFilesPlugin(): Plugin {
  let serving = false;
  return {
    name: 'tlscam-built-files',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      const missing = FILES.filter(({ from }) => !existsSync(from));
      if (missing.length && !process.env.VITEST) server.config.logger.warn(missingMessage(missing));
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]?.slice(1);
        const file = FILES.find(({ name }) => name === path);
        if (!file || !existsSync(file.from)) return next();
        response.setHeader('Content-Type', TYPES[file.name.split('.').at(-1) ?? ''] ?? 'text/plain');
        response.setHeader('Content-Length', statSync(file.from).size);
        createReadStream(file.from).pipe(response);
      });
    },
    async generateBundle() {
      if (serving) return;
      const missing = FILES.filter(({ from }) => !existsSync(from));
      if (missing.length) this.error(missingMessage(missing));
      const files = new Map<string, Uint8Array>(FILES.map(({ name, from }) => [name, readFileSync(from)]));
      // Some modules go into the site in two parts.
      for (const [name, source] of await splitModules(WASM)) files.set(`wasm/${name}`, source);
      for (const [fileName, source] of files) {
        const small = fileName.endsWith('.js') ? await minified(fileName, source) : source;
        this.emitFile({ type: 'asset', fileName, source: small });
      }
    },
  };
}
