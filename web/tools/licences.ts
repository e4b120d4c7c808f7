import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part } from '../src/store/about';

// These are the parts that are shipped with the page, from the sources and packages themselves: versions, and the texts of licences. LICENSES.md
// has the same for people who build it.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const UPSTREAM = join(ROOT, 'build/upstream');
const DOC = '/usr/share/doc';

/** A part with the text of its licence. */
export interface Licensed {
  part: Omit<Part, 'file'>;
  text: string;
}

const read = (path: string): string => readFileSync(path, 'utf8');

/** `found` is what the first group of a pattern finds in a file; each pattern gives a piece, joined by dots. */
function found(path: string, ...patterns: RegExp[]): string {
  const text = read(path);
  return patterns
    .map((pattern) => {
      const value = pattern.exec(text)?.[1];
      if (value === undefined) throw new Error(`${path} does not say its version: ${pattern}`);
      return value;
    })
    .join('.');
}

/** The part of a text that a pattern matches, or an error that names the file. */
function section(path: string, pattern: RegExp): string {
  const text = pattern.exec(read(path))?.[0];
  if (text === undefined) throw new Error(`${path} does not have the licence that was expected`);
  return text;
}

// The version of a Debian package without what Debian has added to it.
const debianVersion = (name: string): string => {
  const status = execFileSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
  return /^Version: ([\d.]+)/m.exec(status)?.[1] ?? '';
};

const fromDebian = (name: string, id: string, licence: string): Licensed => ({
  part: { name: id, version: debianVersion(name), licence, group: 'page' },
  text: read(join(DOC, name, 'copyright')),
});

const ownVersion = (): string => found(join(ROOT, 'CMakeLists.txt'), /project\(tlscam VERSION ([\d.]+)/);

const micropython = join(UPSTREAM, 'micropython');

/** `builtParts` is what the C++ build has put into the page's WebAssembly. */
export function builtParts(): Licensed[] {
  const define = (name: string): RegExp => new RegExp(`#define\\s+${name}\\s+\\(?(\\d+)`);
  const fatfs = join(micropython, 'lib/oofatfs/ff.c');
  const firmware = 'firmware' as const;
  return [
    {
      part: {
        name: 'tlscam',
        version: ownVersion(),
        licence: 'MIT',
        group: 'itself',
      },
      text: read(join(ROOT, 'LICENSE')),
    },
    {
      part: { name: 'Texts of the lessons', version: ownVersion(), licence: 'CC-BY-4.0', group: 'itself' },
      text: read(join(ROOT, 'lessons/LICENSE')),
    },
    {
      part: {
        name: 'MicroPython',
        version: found(
          join(micropython, 'py/mpconfig.h'),
          define('MICROPY_VERSION_MAJOR'),
          define('MICROPY_VERSION_MINOR'),
          define('MICROPY_VERSION_MICRO'),
        ),
        licence: 'MIT',
        group: firmware,
      },
      text: read(join(micropython, 'LICENSE')),
    },
    {
      part: {
        name: 'FatFs',
        version: found(fatfs, /Filesystem Module\s+(R[\w.]+)/),
        licence: 'BSD-1-Clause',
        group: firmware,
      },
      text: section(fatfs, /^[\s\S]*?(?=\n#include)/),
    },
    {
      part: {
        name: 'Mbed TLS',
        version: found(
          join(UPSTREAM, 'mbedtls/include/mbedtls/build_info.h'),
          /MBEDTLS_VERSION_STRING\s+"([\d.]+)"/,
        ),
        licence: 'Apache-2.0',
        group: firmware,
      },
      text: read(join(UPSTREAM, 'mbedtls/LICENSE')),
    },
    {
      part: {
        name: 'lwIP',
        version: found(
          join(UPSTREAM, 'lwip/src/include/lwip/init.h'),
          define('LWIP_VERSION_MAJOR'),
          define('LWIP_VERSION_MINOR'),
          define('LWIP_VERSION_REVISION'),
        ),
        licence: 'BSD-3-Clause',
        group: firmware,
      },
      text: read(join(UPSTREAM, 'lwip/COPYING')),
    },
    {
      part: {
        name: 'OpenSSL',
        version: found(
          join(UPSTREAM, 'openssl/VERSION.dat'),
          /^MAJOR=(\d+)/m,
          /^MINOR=(\d+)/m,
          /^PATCH=(\d+)/m,
        ),
        licence: 'Apache-2.0',
        group: 'workstation',
      },
      text: read(join(UPSTREAM, 'openssl/LICENSE.txt')),
    },
    fromDebian('libfmt-dev', '{fmt}', 'MIT'),
    fromDebian('nlohmann-json3-dev', 'JSON for Modern C++', 'MIT'),
    fromDebian('libexpected-dev', 'tl::expected', 'CC0-1.0'),
    fromDebian('emscripten', 'Emscripten, musl, libc++', 'MIT, Apache-2.0 with LLVM exceptions'),
    {
      part: {
        name: 'Unicode Character Database',
        version: found(join(ROOT, 'sim/lab/editor/character_widths.inc'), /from Unicode (\d+\.\d+)/),
        licence: 'Unicode-DFS-2016',
        group: 'page',
      },
      text: section(
        join(DOC, 'gcc-12-base/copyright'),
        /UNICODE, INC\. LICENSE AGREEMENT[\s\S]*?authorization\s+of\s+the\s+copyright\s+holder\./,
      ),
    },
  ];
}

/** The npm package to which a module of the bundle belongs: its folder in node_modules; null: it is the page's own. */
export function packageOf(module: string): string | null {
  const [, last] = /.*\/node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(module) ?? [];
  return last ?? null;
}

/** `npmPart` is one of the page's libraries; it throws when its package has no licence to be shown. */
export function npmPart(name: string): Licensed {
  const folder = join(ROOT, 'web/node_modules', name);
  const { version, license } = JSON.parse(read(join(folder, 'package.json'))) as Record<string, string>;
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  if (!file || !license || !version) throw new Error(`The package ${name} does not say its licence.`);
  return { part: { name, version, licence: license, group: 'page' }, text: read(join(folder, file)) };
}

export const canBeRead = existsSync(micropython);
