import type { Plugin } from 'vite';
import { COURSE, courseFiles, internets, translatedFolders } from './course';
import { entryOf, lessonTexts } from './lessons_plugin';
import { languages, numberedWords } from './words.mjs';

/** All files of each lesson as {path: base64}, in a language, by the lesson's id and folder. */
function packedLessons(language: string): { id: string; folder: string; json: string }[] {
  const files = courseFiles(COURSE, language);
  return lessonTexts(files, language).map(({ id, folder }) => {
    const own = [...files].filter(([path]) => path.startsWith(`${folder}/`));
    const contents = own.map(([path, bytes]) => [path, bytes.toString('base64')]);
    return { id, folder, json: JSON.stringify(Object.fromEntries(contents)) };
  });
}

/**
 * `lessonJsons` makes a file of the site for each lesson, which the lesson engine of the world reads. The list of lessons is for what
 * publishes the site (tools/publish).
 */
function lessonJsons(): Map<string, string> {
  const texts = lessonTexts(courseFiles());
  return new Map([
    ['lessons/index.json', JSON.stringify(texts.map(entryOf))],
    ...packedLessons('en').map(({ id, json }): [string, string] => [`lessons/${id}.json`, json]),
  ]);
}

/** For each other language: the lessons that have it, and the words of the world and of the reader. */
function languageJsons(): Map<string, string> {
  const found = new Map<string, string>();
  for (const language of languages().filter((code) => code !== 'en')) {
    const translated = translatedFolders(language);
    for (const { id, folder, json } of packedLessons(language))
      if (translated.has(folder)) found.set(`lessons/${language}/${id}.json`, json);
    found.set(`words/${language}.json`, numberedWords(language));
  }
  return found;
}

/** The files of each internet as {internet/NAME/PATH: base64}; the script that makes them stays here. */
function internetJsons(): Map<string, string> {
  return new Map(
    [...internets()].map(([name, files]) => {
      const served = [...files].filter(([path]) => path !== 'make');
      const texts = served.map(([path, bytes]) => [`internet/${name}/${path}`, bytes.toString('base64')]);
      return [`internet/${name}.json`, JSON.stringify(Object.fromEntries(texts))];
    }),
  );
}

const jsons = () => [...lessonJsons(), ...languageJsons(), ...internetJsons()];

/**
 * `courseFilesPlugin` puts lessons/ID.json, lessons/index.json, lessons/LANGUAGE/ID.json, words/LANGUAGE.json and internet/NAME.json
 * into the site.
 */
export function courseFilesPlugin(): Plugin {
  let serving = false;
  return {
    name: 'tlscam-course-files',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const json = new Map(jsons()).get((request.url ?? '').split('?')[0]?.slice(1) ?? '');
        if (json === undefined) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(json);
      });
    },
    generateBundle() {
      if (serving) return;
      for (const [fileName, source] of jsons()) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
