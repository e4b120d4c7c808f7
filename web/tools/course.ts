import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The course's folder: one folder below it is one lesson. */
export const COURSE = fileURLToPath(new URL('../../lessons', import.meta.url));

/** All files of all lessons, by their path below the course's folder ("10-meet-the-camera/lesson.md"), in order. */
export function courseFiles(folder = COURSE): Map<string, Buffer> {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    // Files beside the lessons' folders (README.md) are for people.
    .filter((path) => path.includes(sep))
    .sort();
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]));
}
