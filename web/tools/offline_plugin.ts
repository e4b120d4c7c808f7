import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, transformWithEsbuild } from 'vite';

const SOURCE = fileURLToPath(new URL('../src/service_worker.ts', import.meta.url));

// These are fetched when the page has nothing else to wait for, and kept from then on, as is the page in other languages.
const LATER = /^((openssl|licences|internet|words|lessons\/[a-z]{2,3})\/|wasm\/tlscam-board\.)/;
// These are for the host.
const NOT_SERVED = /^(_headers|\.htaccess)$|\.map$/;

/**
 * `offlinePlugin` writes service_worker.js with the lists of the build's files; `others` are those of other languages. Its cache is
 * named after their content, so that a new build replaces an old one as a whole.
 */
export function offlinePlugin(others: ReadonlySet<string>): Plugin {
  return {
    name: 'tlscam-offline',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const hash = createHash('sha256');
      const files = Object.keys(bundle)
        .filter((name) => !NOT_SERVED.test(name))
        .sort();
      for (const name of files) {
        const file = bundle[name];
        if (file) hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
      }
      const isLater = (name: string): boolean => LATER.test(name) || others.has(name);
      const kept = ['./', ...files.filter((name) => !isLater(name)).map((name) => `./${name}`)];
      const later = files.filter(isLater).map((name) => `./${name}`);
      const { code } = await transformWithEsbuild(readFileSync(SOURCE, 'utf8'), SOURCE, {
        format: 'iife',
        sourcemap: false,
        minify: true,
        define: {
          __FILES__: JSON.stringify(kept),
          __LATER__: JSON.stringify(later),
          __VERSION__: JSON.stringify(hash.digest('hex').slice(0, 16)),
        },
      });
      this.emitFile({ type: 'asset', fileName: 'service_worker.js', source: code });
    },
  };
}
