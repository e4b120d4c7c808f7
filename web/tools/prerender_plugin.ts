import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(WEB, 'node_modules/.cache/prerender');
const PLACE = '<div id="page"></div>';

/**
 * `prerenderPlugin` writes the first view of the page, with the text of the first lesson, into index.html: it
 * is there before any script has run. The script takes it over (hydrate() in src/main.ts).
 */
export function prerenderPlugin(): Plugin {
  return {
    name: 'tlscam-prerender',
    apply: 'build',
    async transformIndexHtml(html) {
      await build({
        root: WEB,
        configFile: join(WEB, 'vite.config.ts'),
        logLevel: 'warn',
        build: {
          ssr: 'src/prerender.ts',
          outDir: CACHE,
          emptyOutDir: true,
          minify: false,
          copyPublicDir: false,
          // In node_modules, Node 18 does not take a .js file for a module, whatever package.json says.
          rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
        },
      });
      const { firstSight } = (await import(`${join(CACHE, 'prerender.mjs')}?${Date.now()}`)) as {
        firstSight(): string;
      };
      // The policy allows no style="..."; such values depend on the window, and the script sets them when it
      // has loaded.
      const page = firstSight().replace(/ style="[^"]*"/g, '');
      if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE}`);
      return html.replace(PLACE, () => `<div id="page">${page}</div>`);
    },
  };
}
