import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type LessonText, lessonText } from './lesson_text';

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url));
const ID = 'virtual:lessons';
const BUNDLE = 'lessons.json';

const folders = (): string[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .sort()
        .filter((name) => existsSync(join(FOLDER, name, 'lesson.md')))
    : [];

const source = (folder: string): string => join(FOLDER, folder, 'lesson.md');

function collect(path: string, into: Record<string, string>): void {
  for (const entry of readdirSync(join(FOLDER, path), { withFileTypes: true })) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) collect(inside, into);
    else into[inside] = readFileSync(join(FOLDER, inside)).toString('base64');
  }
}

/** Every file of every lesson in base64, by its path below lessons/: what the world's lesson engine reads. */
function bundle(): string {
  const files: Record<string, string> = {};
  for (const folder of folders()) collect(folder, files);
  return JSON.stringify(files);
}

const texts = (): LessonText[] =>
  folders().map((folder) => lessonText(folder, readFileSync(source(folder), 'utf8')));

/**
 * Gives `import { lessons } from 'virtual:lessons'` the text of every lesson, in the order of their folders: it is there
 * before the world is. The lessons' files go into the site as lessons.json.
 */
export function lessonsPlugin(): Plugin {
  let serving = false;
  return {
    name: 'tlscam-lessons',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(`/${BUNDLE}`, (_, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(bundle());
      });
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      for (const folder of folders()) this.addWatchFile(source(folder));
      return `export const lessons = ${JSON.stringify(texts())};`;
    },
    generateBundle() {
      if (!serving) this.emitFile({ type: 'asset', fileName: BUNDLE, source: bundle() });
    },
  };
}
