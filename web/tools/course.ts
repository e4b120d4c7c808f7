import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This is the course's folder: each folder in it is a lesson. */
export const COURSE = fileURLToPath(new URL('../../lessons', import.meta.url));

/**
 * `courseFiles` returns all files of all lessons in order, by their path in the course's folder
 * ("10-meet-the-camera/lesson.md").
 */
export function courseFiles(folder = COURSE): Map<string, Buffer> {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    // Files next to the lessons' folders (README.md) are for people.
    .filter((path) => path.includes(sep))
    .sort();
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]));
}
