import type { Plugin } from 'vite';
import { courseFiles } from './course';
import { lessonTexts } from './lessons_plugin';

/**
 * `lessonJsons` makes a file of the site for each lesson: all its files as {path: base64}, which the lesson
 * engine of the world reads.
 */
function lessonJsons(): Map<string, string> {
  const files = courseFiles();
  return new Map(
    lessonTexts(files).map(({ id, folder }) => {
      const own = [...files].filter(([path]) => path.startsWith(`${folder}/`));
      const texts = own.map(([path, bytes]) => [path, bytes.toString('base64')]);
      return [`lessons/${id}.json`, JSON.stringify(Object.fromEntries(texts))];
    }),
  );
}

/** `courseFilesPlugin` puts lessons/ID.json into the site. */
export function courseFilesPlugin(): Plugin {
  let serving = false;
  return {
    name: 'tlscam-course-files',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const json = lessonJsons().get((request.url ?? '').split('?')[0]?.slice(1) ?? '');
        if (json === undefined) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(json);
      });
    },
    generateBundle() {
      if (serving) return;
      for (const [fileName, source] of lessonJsons()) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
