import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url));
const NAME = 'lessons.json';

/** All files of all lessons as {path: base64}: what the lesson engine of the world reads. */
export function courseFiles(folder = FOLDER): string {
  const files: Record<string, string> = {};
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  for (const entry of entries) {
    const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name));
    // Files beside the lessons' folders (README.md) are for people.
    if (!entry.isFile() || !path.includes(sep)) continue;
    files[path.split(sep).join('/')] = readFileSync(join(folder, path)).toString('base64');
  }
  return JSON.stringify(files, Object.keys(files).sort());
}

/** Puts lessons.json into the site. */
export function courseFilesPlugin(): Plugin {
  let serving = false;
  return {
    name: 'tlscam-course-files',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').split('?')[0] !== `/${NAME}`) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(courseFiles());
      });
    },
    generateBundle() {
      if (!serving) this.emitFile({ type: 'asset', fileName: NAME, source: courseFiles() });
    },
  };
}
