import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/prerender', import.meta.url));
const PLACE = '<div id="page"></div>';

/**
 * `prerenderPlugin` writes the first view of the page, with the text of the first lesson, into index.html: it
 * is there before any script has run. The script takes it over (hydrate() in src/main.ts). `views` is how views are built in the
 * page's language.
 */
export function prerenderPlugin(language: string, views: InlineConfig): Plugin {
  const folder = join(CACHE, language);
  return {
    name: 'tlscam-prerender',
    apply: 'build',
    async transformIndexHtml(html) {
      await build({
        ...views,
        configFile: false,
        logLevel: 'warn',
        build: {
          ssr: 'src/prerender.ts',
          outDir: folder,
          emptyOutDir: true,
          minify: false,
          copyPublicDir: false,
          // In node_modules, Node 18 does not take a .js file for a module, whatever package.json says.
          rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
        },
      });
      const { firstSight } = (await import(`${join(folder, 'prerender.mjs')}?${Date.now()}`)) as {
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
