import type { SavedFile } from '../protocol/types';
import { bytesOf } from './base64';

/** These are the internets that scenes may share, the folders of assets/internet. */
export const INTERNETS: readonly string[] = ['public'];

/**
 * `internetOf` returns the name of the internet that a world.json wants; "" if it wants none, or one that is not there. The
 * world says what is wrong with the file.
 */
export function internetOf(world: Uint8Array): string {
  try {
    const { internet } = JSON.parse(new TextDecoder().decode(world)) as { internet?: unknown };
    return typeof internet === 'string' && INTERNETS.includes(internet) ? internet : '';
  } catch {
    return '';
  }
}

/** `internetOfScene` is the same for the files of a scene. */
export function internetOfScene(scene: readonly SavedFile[]): string {
  const world = scene.find(({ path }) => path === 'world.json');
  return world ? internetOf(bytesOf(world.bytes)) : '';
}
