// The sites that may show the page in a frame. Headers name them to the browser where the host sends them; the page itself looks at its
// `<meta name="frames">` (src/store/framing/frames.ts), so that it also holds elsewhere.
import { createHash } from 'node:crypto';
import { changed } from './site_files.mjs';

const NOBODY = "frame-ancestors 'none'";
const SITE = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$|^https?:\/\/\[[0-9a-f:]+\](:\d+)?$/;

/**
 * Reads the sites of --frames, in the words of the policy: `'self'` (or `self`), `*`, `https://school.example`,
 * `https://*.school.example`. Throws for anything else.
 * @param {string} text @returns {string[]}
 */
export function readSites(text) {
  const sites = text.split(/[\s,]+/).filter(Boolean);
  if (sites.length === 0) throw new Error('--frames needs a site, for example https://school.example');
  return sites.map((site) => {
    if (site === 'self' || site === "'self'") return "'self'";
    if (site === '*' || SITE.test(site)) return site;
    throw new Error(`--frames ${site}: write self, *, https://school.example or https://*.school.example`);
  });
}

/** @param {string} text @param {string[]} sites @returns {string} */
function inHeaders(text, sites) {
  const framing = sites.join() === "'self'" ? 'SAMEORIGIN' : null;
  return text
    .split('\n')
    .map((line) => line.replace(NOBODY, `frame-ancestors ${sites.join(' ')}`))
    .map((line) => (framing ? line.replace('DENY', framing) : line))
    .filter((line) => framing || !line.includes('X-Frame-Options'))
    .join('\n');
}

/**
 * The files of a site that these sites may show in frames.
 * @param {Map<string, Uint8Array>} files @param {string[]} sites @returns {Map<string, Uint8Array>}
 */
export function withFrames(files, sites) {
  /** @param {string} text @returns {string} */
  const inPage = (text) =>
    text.replace('name="frames" content="none"', `name="frames" content="${sites.join(' ')}"`);
  // The page in English, and in every other language.
  const pages = [...files.keys()].filter((path) => /^(index|[a-z]{2,3})\.html$/.test(path));
  const named = changed(files, {
    ...Object.fromEntries(pages.map((path) => [path, inPage])),
    _headers: (text) => inHeaders(text, sites),
    '.htaccess': (text) => inHeaders(text, sites),
  });
  return withVersion(named, sites.join(' '));
}

/**
 * Browsers keep a site under the version in its service worker: another index.html needs another one.
 * @param {Map<string, Uint8Array>} files @param {string} difference @returns {Map<string, Uint8Array>}
 */
function withVersion(files, difference) {
  return changed(files, {
    'service_worker.js': (text) =>
      text.replace(/[0-9a-f]{16}(?=[`"'])/, (version) =>
        createHash('sha256').update(version).update(difference).digest('hex').slice(0, 16),
      ),
  });
}
