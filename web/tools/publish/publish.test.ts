import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { headerFiles } from '../headers_plugin';
import { readSites } from './frames.mjs';

const PROGRAM = fileURLToPath(new URL('publish.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tlscam-publish-'));
const site = join(folder, 'built');
const target = join(folder, 'target');

const LESSONS = [
  { id: 'names', title: 'Names & addresses', minutes: 10, teaches: ['names in "certificates"', 'SAN'] },
  { id: 'which-key', title: 'Which key?', minutes: 9, teaches: ['keys'] },
];
const BUILT: Record<string, string> = {
  ...headerFiles(),
  'index.html': '<!doctype html><meta name="frames" content="none"><div id="page"></div>',
  'de.html': '<!doctype html><html lang="de"><meta name="frames" content="none"><div id="page"></div>',
  'service_worker.js': 'const v="tlscam-0123456789abcdef";',
  'lessons/index.json': JSON.stringify(LESSONS),
  'assets/a.js': 'export {}',
};

const publish = (...options: string[]): string =>
  execFileSync(process.execPath, [PROGRAM, site, target, ...options], { encoding: 'utf8', stdio: 'pipe' });
const refused = (...options: string[]): string => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, site, target, ...options], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(2);
  return stderr;
};
const read = (path: string): string => readFileSync(join(target, path), 'utf8');
const unzipped = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(readFileSync(join(target, name))))).map(([path, bytes]) => [
      path,
      new TextDecoder().decode(bytes),
    ]),
  );

beforeEach(() => {
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of Object.entries(BUILT)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('./run site DIR', () => {
  it('writes the site as it is built, and a page for each lesson', () => {
    expect(publish()).toContain('Any static web server');
    for (const path of ['index.html', '_headers', '.htaccess', 'service_worker.js'])
      expect(read(path)).toBe(BUILT[path]);
    expect(read('.nojekyll')).toBe('');
    expect(read('lessons/names.html')).toContain('<title>Names &amp; addresses · tlscam</title>');
    expect(read('lessons/names.html')).toContain('content="0; url=../?lesson=names"');
    expect(read('lessons/names.html')).toContain('names in &quot;certificates&quot; · SAN');
    expect(existsSync(join(target, 'lessons/names.oembed.json'))).toBe(false);
  });

  it('empties only a folder that it has written itself', () => {
    mkdirSync(target);
    writeFileSync(join(target, 'mine.txt'), 'mine');
    expect(refused()).toContain('is not empty');
    expect(read('mine.txt')).toBe('mine');
    rmSync(join(target, 'mine.txt'));
    publish();
    writeFileSync(join(target, 'old.js'), 'old');
    publish();
    expect(existsSync(join(target, 'old.js'))).toBe(false);
  });

  it('says what is missing or wrong', () => {
    expect(refused('more')).toContain('name the folder');
    expect(refused('--at', 'school')).toContain('--at school');
    expect(refused('--at', 'https://school.example/?x')).toContain('--at');
    expect(refused('--frames', 'school.example')).toContain('--frames school.example');
    expect(refused('--zap')).toContain('--zap');
  });
});

it('--at lets a platform that follows a link to a lesson find its frame, by oEmbed', () => {
  publish('--at', 'https://school.example/tls');
  const [, link] =
    /type="application\/json\+oembed" href="([^"]*)"/.exec(read('lessons/which-key.html')) ?? [];
  expect(link).toBe('https://school.example/tls/lessons/which-key.oembed.json');
  const answer = JSON.parse(read('lessons/which-key.oembed.json'));
  // The type `rich` requires these (oembed.com, 2.3.4).
  expect(answer).toMatchObject({
    version: '1.0',
    type: 'rich',
    title: 'Which key?',
    width: 960,
    height: 640,
  });
  expect(answer.html).toContain('src="https://school.example/tls/?lesson=which-key&amp;embed=1"');
});

describe('--frames', () => {
  it('says in headers and page who may show it, and gives it another version', () => {
    publish('--frames', 'self, https://*.school.example');
    for (const page of ['index.html', 'de.html'])
      expect(read(page)).toContain(`<meta name="frames" content="'self' https://*.school.example">`);
    for (const path of ['_headers', '.htaccess']) {
      expect(read(path)).toContain("frame-ancestors 'self' https://*.school.example");
      expect(read(path)).not.toContain('X-Frame-Options');
      expect(read(path)).toContain('X-Content-Type-Options');
    }
    expect(read('service_worker.js')).toMatch(/tlscam-(?!0123456789abcdef)[0-9a-f]{16}"/);
  });

  it('keeps the older header where that can say the same', () => {
    publish('--frames', 'self');
    expect(read('_headers')).toContain('X-Frame-Options: SAMEORIGIN');
  });

  it('takes sites, and nothing that could end a header or a directive', () => {
    expect(readSites("'self'  *")).toEqual(["'self'", '*']);
    expect(readSites('http://[::1]:8000 http://localhost:9')).toHaveLength(2);
    for (const bad of [
      '',
      'none',
      'https://a.example/path',
      'https://a; script-src *',
      'javascript:x',
      'https://a"b',
    ])
      expect(() => readSites(bad), bad).toThrow('--frames');
  });
});

describe('--zip', () => {
  it('is the same site, and the same bytes each time', () => {
    publish('--zip');
    const first = readFileSync(join(target, 'tlscam.zip'));
    const files = unzipped('tlscam.zip');
    expect(files['index.html']).toBe(BUILT['index.html']);
    expect(Object.keys(files)).toContain('lessons/names.html');
    publish('--zip');
    expect(readFileSync(join(target, 'tlscam.zip')).equals(first)).toBe(true);
  });
});

describe('--scorm', () => {
  it('lists every file and each lesson, and leaves out what is for other hosts', () => {
    publish('--scorm');
    const files = unzipped('tlscam-scorm.zip');
    const manifest = files['imsmanifest.xml'] ?? '';
    expect(manifest).toContain('<schemaversion>1.2</schemaversion>');
    expect(manifest).toContain('<title>Names &amp; addresses</title>');
    const listed = [...manifest.matchAll(/<file href="([^"]*)"/g)].map(([, href]) => href);
    expect(listed.sort()).toEqual(
      Object.keys(files)
        .filter((path) => path !== 'imsmanifest.xml')
        .sort(),
    );
    const wanted = [...manifest.matchAll(/identifierref="([^"]*)"/g)].map(([, id]) => id);
    const known = [...manifest.matchAll(/<resource identifier="([^"]*)"/g)].map(([, id]) => id);
    expect(known).toEqual(expect.arrayContaining(wanted));
    expect(Object.keys(files)).not.toEqual(expect.arrayContaining(['_headers']));
    expect(files['service_worker.js']).toBeUndefined();
    expect(files['sco/names.html']).toContain('url=../index.html?lesson=names&amp;scorm=1');
    expect(files['index.html']).toContain('content="scorm"');
  });
});
