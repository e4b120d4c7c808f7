import { BackupProblem, readBackup, writeBackup } from './backup';
import { notices } from './notices.svelte';
import { ShareProblem, sceneOf, shareFragment } from './share';
import { everything, replaceEverything } from './storage';
import { world } from './world.svelte';

// Files out of the page and into it.

/** The largest file that is taken in: a camera's drive holds less. */
export const LARGEST_FILE = 2 << 20;
const LARGEST_BACKUP = 64 << 20;

export function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Asks the learner for files of their own computer. */
export function chooseFiles(accept: string, several: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

export async function backUp(): Promise<void> {
  await world.keepNow();
  try {
    const day = new Date().toISOString().slice(0, 10);
    download(`tlscam-${day}.zip`, writeBackup(await everything()));
  } catch (error) {
    notices.problem(error);
  }
}

/** Puts an exported file in place of all that is kept, then begins from it. A bad file changes nothing. */
export async function restoreFrom(file: File): Promise<void> {
  try {
    if (file.size > LARGEST_BACKUP)
      throw new BackupProblem(
        `${file.name} is too large to have been exported from tlscam. Nothing was changed.`,
      );
    const kept = readBackup(new Uint8Array(await file.arrayBuffer()));
    world.stopKeeping();
    await replaceEverything(kept);
    location.reload();
  } catch (error) {
    notices.problem(error);
  }
}

export async function chooseBackup(): Promise<void> {
  const [file] = await chooseFiles('.zip', false);
  if (file) await restoreFrom(file);
}

/** A link to this scene, in the clipboard. */
export async function shareLink(): Promise<void> {
  try {
    const saved = await world.send('save', {});
    const url = `${location.href.split('#')[0]}${shareFragment(sceneOf(saved))}`;
    await copyText(
      url,
      'The link is in the clipboard. It carries the scripts and faults of this scene; keys and certificates stay here.',
    );
  } catch (error) {
    if (error instanceof ShareProblem || world.phase === 'running') notices.problem(error);
  }
}

export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show('info', done);
  } catch {
    notices.show('problem', `This browser does not let the page copy. Copy it from here:\n${text}`);
  }
}
