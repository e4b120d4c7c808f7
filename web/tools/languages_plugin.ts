import { build, type InlineConfig, type Plugin, type Rollup } from 'vite';
import { languages } from './words.mjs';

/**
 * `languagesPlugin` puts the page in every other language into the site: LANGUAGE.html beside index.html, and the scripts with its words.
 * Files that have no words are the same, and there once. `page` is how the page is built in a language; the names of the files
 * that are added go into `others`.
 */
export function languagesPlugin(page: (language: string) => InlineConfig, others: Set<string>): Plugin {
  return {
    name: 'tlscam-languages',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const language of languages().filter((code) => code !== 'en')) {
        const config = page(language);
        const built = await build({
          ...config,
          configFile: false,
          logLevel: 'warn',
          build: { ...config.build, write: false },
        });
        const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
        for (const file of output) {
          const fileName = file.fileName === 'index.html' ? `${language}.html` : file.fileName;
          if (fileName in bundle) continue;
          const source = file.type === 'chunk' ? file.code : file.source;
          this.emitFile({ type: 'asset', fileName, source });
          others.add(fileName);
        }
      }
    },
  };
}
