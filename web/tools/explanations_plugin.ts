import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { allExplanations, EXPLANATIONS } from './explanations';

const ID = 'virtual:explanations';

/**
 * `explanationsPlugin` gives `import('virtual:explanations')` its value: its own chunk, loaded when a message
 * is first selected.
 */
export function explanationsPlugin(): Plugin {
  return {
    name: 'tlscam-explanations',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      const folder = join(EXPLANATIONS, 'en');
      for (const name of readdirSync(folder)) this.addWatchFile(join(folder, name));
      return `export const explanations = JSON.parse(${JSON.stringify(JSON.stringify(allExplanations()))});`;
    },
  };
}
