// A page for each lesson, for people and programs that follow a link to it: title, what it teaches, and on to the lesson. With
// the site's address there is oEmbed (oembed.com, 2.3.4.4): who pastes the link into a platform gets the lesson in a frame.
import { textOf } from './site_files.mjs';

/** @typedef {{ id: string, title: string, minutes: number, teaches: string[] }} Lesson */

const SIZE = { width: 960, height: 640 };

/** @param {string} text @returns {string} */
export const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param {Map<string, Uint8Array>} files @returns {Lesson[]} The course, in order. */
export const lessonsOf = (files) => JSON.parse(textOf(files, 'lessons/index.json'));

/** @param {string} id @param {string} more @returns {string} The page's query for a lesson. */
export const query = (id, more = '') => `?lesson=${encodeURIComponent(id)}${more}`;

/**
 * A page that goes on to another address at once.
 * @param {{ title: string, to: string, about?: string, head?: string[] }} page @returns {string}
 */
export function forwarding({ title, to, about = '', head = [] }) {
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    '<link rel="icon" href="../icon.svg" type="image/svg+xml">',
    ...(about ? [`<meta name="description" content="${escaped(about)}">`] : []),
    ...head,
    `<meta http-equiv="refresh" content="0; url=${escaped(to)}">`,
    '</head>',
    `<body><p><a href="${escaped(to)}">${escaped(title)}</a></p>${about ? `<p>${escaped(about)}</p>` : ''}</body>`,
    '</html>',
  ].join('\n')}\n`;
}

/** @param {Lesson} lesson @param {string} address @returns {object} */
function oembed({ id, title }, address) {
  const source = new URL(query(id, '&embed=1'), address).href;
  const frame = `<iframe src="${escaped(source)}" title="${escaped(title)}" width="${SIZE.width}" height="${SIZE.height}" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`;
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'tlscam',
    provider_url: address,
    html: frame,
    ...SIZE,
  };
}

/**
 * The site with `lessons/ID.html` for each lesson; with its address also `lessons/ID.oembed.json`.
 * @param {Map<string, Uint8Array>} files @param {string | null} address Ends with "/".
 * @returns {Map<string, Uint8Array>}
 */
export function withLessonPages(files, address) {
  const result = new Map(files);
  const write = (path, text) => result.set(path, new TextEncoder().encode(text));
  for (const lesson of lessonsOf(files)) {
    const { id, title, teaches } = lesson;
    const json = `${id}.oembed.json`;
    const link = address ? new URL(`lessons/${json}`, address).href : '';
    if (address) write(`lessons/${json}`, `${JSON.stringify(oembed(lesson, address), null, 2)}\n`);
    const head = address
      ? [
          `<link rel="alternate" type="application/json+oembed" href="${escaped(link)}" title="${escaped(title)}">`,
        ]
      : [];
    const page = { title: `${title} · tlscam`, to: `../${query(id)}`, about: teaches.join(' · '), head };
    write(`lessons/${id}.html`, forwarding(page));
  }
  return result;
}
