// Writes the built site for others: node publish.mjs SITE DIR [--at ADDRESS] [--frames SITES] [--zip] [--scorm]. See ./run --help.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSites, withFrames } from './frames.mjs';
import { withLessonPages } from './lesson_pages.mjs';
import { scormPackage } from './scorm_package.mjs';
import { readSite, writeFolder, writeZip } from './site_files.mjs';

/** @param {string} text @returns {string} The address, with a "/" at its end. */
function readAddress(text) {
  if (!/^https?:\/\/[^?#]+$/.test(text) || !URL.canParse(text))
    throw new Error(`--at ${text}: write the site's address, for example https://school.example/tls/`);
  const { href } = new URL(text);
  return href.endsWith('/') ? href : `${href}/`;
}

/** @param {string[]} words What stands behind the script. */
function publish(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      frames: { type: 'string' },
      zip: { type: 'boolean' },
      scorm: { type: 'boolean' },
    },
  });
  const [site, folder] = positionals;
  if (!site || !folder || positionals.length > 2)
    throw new Error('name the folder to write, for example ./run site public');
  const built = readSite(site);
  const sites = values.frames === undefined ? null : readSites(values.frames);
  const framed = sites ? withFrames(built, sites) : built;
  const whole = withLessonPages(framed, values.at === undefined ? null : readAddress(values.at));
  whole.set('.nojekyll', new Uint8Array()); // GitHub Pages leaves out files whose names begin with "_" unless this is there
  const said = [];
  if (!values.zip && !values.scorm) {
    writeFolder(whole, folder);
    said.push(
      `The page is in ${folder}. Any static web server can offer it; opened as a file it does not work, because browsers run WebAssembly workers from servers only.`,
    );
  }
  if (values.zip) {
    const path = join(folder, 'tlscam.zip');
    writeZip(whole, path);
    said.push(`${path} is the page for any static host: unpack it there, in any folder.`);
  }
  if (values.scorm) {
    const path = join(folder, 'tlscam-scorm.zip');
    writeZip(scormPackage(built), path);
    said.push(`${path} is a SCORM 1.2 package: upload it to the learning platform as it is.`);
  }
  for (const line of said) console.log(line);
}

try {
  publish(process.argv.slice(2));
} catch (error) {
  console.error(`./run site: ${error instanceof Error ? error.message : error}`);
  process.exit(2);
}
