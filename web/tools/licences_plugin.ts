import type { Plugin } from 'vite';
import { ALL_TEXTS, type Part } from '../src/store/about';
import { builtParts, type Licensed, npmPart, packageOf } from './licences';

// Fonts are files of style sheets, and no modules of the bundle.
const FONTS = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];

const fileOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.txt`;

const heading = ({ name, version, licence }: Licensed['part']): string => `${name} ${version} (${licence})`;

/** `licencesPlugin` writes the licences of everything that the site consists of: each text, all in one, and a list. */
export function licencesPlugin(): Plugin {
  return {
    name: 'tlscam-licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const names = new Set([...FONTS, ...modules.map(packageOf).filter((name) => name !== null)]);
      const licensed = [...builtParts(), ...[...names].sort().map(npmPart)];
      const parts: Part[] = licensed.map(({ part }) => ({ ...part, file: fileOf(part.name) }));
      const emit = (name: string, source: string): void => {
        this.emitFile({ type: 'asset', fileName: `licences/${name}`, source });
      };
      emit('index.json', JSON.stringify(parts));
      for (const { part, text } of licensed) emit(fileOf(part.name), `${heading(part)}\n\n${text}`);
      emit(
        ALL_TEXTS,
        licensed.map(({ part, text }) => `${heading(part)}\n\n${text}`).join(`\n\n${'='.repeat(78)}\n\n`),
      );
    },
  };
}
