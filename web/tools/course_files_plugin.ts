import type { Plugin } from 'vite';
import { courseFiles } from './course';

const NAME = 'lessons.json';

/** All files of all lessons as {path: base64}: what the lesson engine of the world reads. */
function courseJson(): string {
  const files = [...courseFiles()].map(([path, bytes]) => [path, bytes.toString('base64')]);
  return JSON.stringify(Object.fromEntries(files));
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
        response.end(courseJson());
      });
    },
    generateBundle() {
      if (!serving) this.emitFile({ type: 'asset', fileName: NAME, source: courseJson() });
    },
  };
}
