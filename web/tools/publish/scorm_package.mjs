// The course as a package for learning platforms: SCORM 1.2 (ADL, SCORM Content Aggregation Model 1.2, chapter 2.3). Each lesson
// is one SCO; src/store/framing/scorm.ts reports what a learner has done in it.

import { escaped, forwarding, lessonsOf, query } from './lesson_pages.mjs';
import { changed } from './site_files.mjs';

// The platform sends its own headers, and its pages are not to be kept by a service worker.
const LEFT_OUT = ['_headers', '.htaccess', 'service_worker.js'];

const NAMES = [
  'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"',
  'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
];

/** @param {string} path @returns {string} */
const file = (path) => `      <file href="${escaped(path)}"/>`;

/** @param {import('./lesson_pages.mjs').Lesson[]} lessons @param {string[]} paths @returns {string} */
function manifest(lessons, paths) {
  const items = lessons.flatMap(({ id, title }) => [
    `      <item identifier="item-${id}" identifierref="sco-${id}" isvisible="true">`,
    `        <title>${escaped(title)}</title>`,
    '      </item>',
  ]);
  const resources = lessons.flatMap(({ id }) => [
    `    <resource identifier="sco-${id}" type="webcontent" adlcp:scormtype="sco" href="sco/${id}.html">`,
    file(`sco/${id}.html`),
    '      <dependency identifierref="page"/>',
    '    </resource>',
  ]);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest identifier="tlscam" version="1.2" ${NAMES.join(' ')}>`,
    '  <metadata>',
    '    <schema>ADL SCORM</schema>',
    '    <schemaversion>1.2</schemaversion>',
    '  </metadata>',
    '  <organizations default="course">',
    '    <organization identifier="course">',
    '      <title>tlscam</title>',
    ...items,
    '    </organization>',
    '  </organizations>',
    '  <resources>',
    ...resources,
    '    <resource identifier="page" type="webcontent" adlcp:scormtype="asset" href="index.html">',
    ...paths.map(file),
    '    </resource>',
    '  </resources>',
    '</manifest>',
  ].join('\n')}\n`;
}

/**
 * The files of the package. The page in it goes into the frame of a platform whose API it finds, and of no other.
 * @param {Map<string, Uint8Array>} files Of the site. @returns {Map<string, Uint8Array>}
 */
export function scormPackage(files) {
  const page = new Map([...files].filter(([path]) => !LEFT_OUT.includes(path)));
  const framed = changed(page, {
    'index.html': (text) => text.replace('name="frames" content="none"', 'name="frames" content="scorm"'),
  });
  const lessons = lessonsOf(files);
  const bytes = (text) => new TextEncoder().encode(text);
  const scos = lessons.map(({ id, title }) => [
    `sco/${id}.html`,
    bytes(forwarding({ title, to: `../index.html${query(id, '&scorm=1')}` })),
  ]);
  return new Map([['imsmanifest.xml', bytes(manifest(lessons, [...framed.keys()]))], ...framed, ...scos]);
}
