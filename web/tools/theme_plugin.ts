import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const THEME = fileURLToPath(new URL('../../assets/theme.json', import.meta.url));
const ID = 'virtual:theme.css';

type Values = Record<string, string>;
interface Theme {
  fonts: Values;
  sizes: Values;
  motion: Values;
  themes: { paper: Values; darkroom: Values };
}

const variables = (values: Values, prefix = ''): string =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${name}:${value};`)
    .join('');

/** `themeCss` makes the style sheet of assets/theme.json: its values as custom properties. */
export function themeCss(theme: Theme): string {
  const { paper, darkroom } = theme.themes;
  return [
    `:root{${variables(theme.fonts)}${variables(theme.sizes)}${variables(theme.motion, 'motion-')}}`,
    `:root,:root[data-theme=paper]{color-scheme:light;${variables(paper)}}`,
    `@media(prefers-color-scheme:dark){:root:not([data-theme]){color-scheme:dark;${variables(darkroom)}}}`,
    `:root[data-theme=darkroom]{color-scheme:dark;${variables(darkroom)}}`,
  ].join('\n');
}

/** `themePlugin` gives `import 'virtual:theme.css'` its text. */
export function themePlugin(): Plugin {
  return {
    name: 'tlscam-theme',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      this.addWatchFile(THEME);
      return themeCss(JSON.parse(readFileSync(THEME, 'utf8')) as Theme);
    },
  };
}
