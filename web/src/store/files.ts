import { t } from '../words/words';
import { fromBase64, toBase64 } from './bytes';
import { download, LARGEST_FILE } from './computer';
import { documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { sizeText } from './time_text';
import { world } from './world.svelte';

// What is done with files of a place: "" the workstation, or a camera's drive.

export const joined = (folder: string, name: string): string => (folder ? `${folder}/${name}` : name);

/** Brings files of the learner's own computer to a place. */
export async function bringIn(place: string, folder: string, files: File[]): Promise<void> {
  for (const file of files) {
    if (file.size > LARGEST_FILE) {
      notices.show(
        'problem',
        t('notice.file_too_large', {
          file: file.name,
          size: sizeText(file.size),
          most: sizeText(LARGEST_FILE),
        }),
      );
      continue;
    }
    const read = await file.arrayBuffer().catch(() => null);
    if (!read) {
      notices.show('problem', t('notice.file_unreadable', { file: file.name }));
      continue;
    }
    await world.attempt(
      world.send('write_file', {
        place,
        path: joined(folder, file.name),
        bytes: toBase64(new Uint8Array(read)),
      }),
    );
  }
  await documents.refresh(place);
}

export async function takeOut(place: string, path: string): Promise<void> {
  const bytes = await world.attempt(world.send('read_file', { place, path }));
  if (bytes !== undefined) download(path.split('/').at(-1) ?? path, fromBase64(bytes));
}

/** A file as Chromium's "DownloadURL": with it, a drag may end on the learner's own desktop. */
export async function dragAddress(place: string, path: string): Promise<string> {
  const bytes = await world.send('read_file', { place, path }).catch(() => '');
  return `application/octet-stream:${path.split('/').at(-1)}:data:application/octet-stream;base64,${bytes}`;
}

async function collect(place: string, folder: string, into: Record<string, Uint8Array>): Promise<void> {
  for (const entry of await world.send('list_files', { place, path: folder })) {
    const path = joined(folder, entry.name);
    if (entry.is_folder) await collect(place, path, into);
    else into[path] = fromBase64(await world.send('read_file', { place, path }));
  }
}

export async function takeOutAll(place: string): Promise<void> {
  const files: Record<string, Uint8Array> = {};
  const all = await world.attempt(collect(place, '', files).then(() => true));
  if (!all) return;
  if (Object.keys(files).length === 0) {
    notices.show('info', t('notice.no_files'));
    return;
  }
  const { zipSync } = await import('fflate');
  download(`${place || 'workstation'}.zip`, new Uint8Array(zipSync(files)));
}

export async function copyTo(from: string, path: string, to: string): Promise<void> {
  const bytes = await world.attempt(world.send('read_file', { place: from, path }));
  if (bytes === undefined) return;
  const name = path.split('/').at(-1) ?? path;
  if (
    (await world.attempt(world.send('write_file', { place: to, path: name, bytes }).then(() => true))) ===
    true
  )
    notices.show(
      'info',
      to
        ? t('notice.copied_to', { file: name, place: to })
        : t('notice.copied_to_workstation', { file: name }),
    );
}
