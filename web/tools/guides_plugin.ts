import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import type { Plugin } from 'vite';
import { courseFiles } from './course';
import type { LessonEntry } from './lesson_text';
import { lessonTexts } from './lessons_plugin';

const GUIDES = fileURLToPath(new URL('../../assets/guides', import.meta.url));
const STYLE = fileURLToPath(new URL('../src/styles/guide.css', import.meta.url));
// A guide is a page to read and print; it runs nothing.
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** `[](lesson:ID)` is a link to a lesson, with its title and minutes. Throws for one that does not exist. */
function withLessons(markdown: string, lessons: readonly LessonEntry[]): string {
  return markdown.replace(/\[\]\(lesson:([\w-]+)\)/g, (_, id: string) => {
    const lesson = lessons.find((one) => one.id === id);
    if (!lesson) throw new Error(`a guide links to the lesson "${id}", which does not exist`);
    return `[${lesson.title}](../?lesson=${id}) (${lesson.minutes} minutes)`;
  });
}

/** A guide as a page, from its Markdown, which begins with its title. */
export function guidePage(markdown: string, lessons: readonly LessonEntry[]): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (!title) throw new Error('a guide begins with its title');
  const body = marked.parse(withLessons(markdown, lessons), { async: false });
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title} · tlscam</title>`,
    '<link rel="icon" href="../icon.svg" type="image/svg+xml">',
    '<link rel="stylesheet" href="./guide.css">',
    '</head>',
    `<body><main>\n${body.replaceAll('<pre>', '<pre tabindex="0">')}</main></body>`,
    '</html>',
  ].join('\n')}\n`;
}

/** The guides as files of the site. */
export function guideFiles(): Map<string, string> {
  const lessons = lessonTexts(courseFiles());
  const names = readdirSync(GUIDES).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return new Map([
    ['guides/guide.css', readFileSync(STYLE, 'utf8')],
    ...names.map((name): [string, string] => [
      `guides/${name.replace(/\.md$/, '.html')}`,
      guidePage(readFileSync(join(GUIDES, name), 'utf8'), lessons),
    ]),
  ]);
}

/** `guidesPlugin` puts guides/NAME.html into the site: texts beside the lessons, to read and to print. */
export function guidesPlugin(): Plugin {
  return {
    name: 'tlscam-guides',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of guideFiles()) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
