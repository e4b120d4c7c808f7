// A site as a map from paths to bytes: read from the build, changed, written as files or as a zip.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/** Stands in each folder that this has written: only such a folder is emptied. */
const MARK = 'tlscam-site';

/** @param {string} folder @returns {Map<string, Uint8Array>} Its files, in order. */
export function readSite(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  return new Map(
    paths.map((path) => [path.split(sep).join('/'), new Uint8Array(readFileSync(join(folder, path)))]),
  );
}

/**
 * The files with some of them changed as texts. Throws when one is missing or does not change: then the build has another form
 * than is known here.
 * @param {Map<string, Uint8Array>} files @param {Record<string, (text: string) => string>} changes
 * @returns {Map<string, Uint8Array>}
 */
export function changed(files, changes) {
  const result = new Map(files);
  for (const [path, change] of Object.entries(changes)) {
    const bytes = files.get(path);
    const before = new TextDecoder().decode(bytes);
    const after = change(before);
    if (!bytes || after === before) throw new Error(`${path} of the site is not as expected`);
    result.set(path, new TextEncoder().encode(after));
  }
  return result;
}

/** @param {Map<string, Uint8Array>} files @param {string} path @returns {string} */
export function textOf(files, path) {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`The site has no ${path}`);
  return new TextDecoder().decode(bytes);
}

/**
 * Writes the files into a folder, which is emptied before. Throws when it holds anything of somebody else's.
 * @param {Map<string, Uint8Array>} files @param {string} folder
 */
export function writeFolder(files, folder) {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK)))
    throw new Error(`${folder} is not empty and was not written by this command; name another folder`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  writeFileSync(join(folder, MARK), 'This folder is written by ./run site, which empties it first.\n');
}

/**
 * Writes the files as one zip; the same files make the same bytes.
 * @param {Map<string, Uint8Array>} files @param {string} path
 */
export function writeZip(files, path) {
  mkdirSync(dirname(path), { recursive: true });
  const date = new Date(1980, 0, 1); // the earliest that a zip can name
  writeFileSync(path, zipSync(Object.fromEntries(files), { level: 9, mtime: date }));
}
