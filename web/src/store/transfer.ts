import { t } from '../words/words';
import { BackupProblem, readBackup, writeBackup } from './backup';
import { chooseFiles, copyText, download } from './computer';
import { notices } from './notices.svelte';
import { ShareProblem, sceneOf, shareFragment } from './share';
import { everything, replaceEverything } from './storage';
import { world } from './world.svelte';

// Files out of the page and into it.

const LARGEST_BACKUP = 64 << 20;

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
      throw new BackupProblem(t('notice.backup_too_large', { file: file.name }));
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
    await copyText(url, t('notice.share_link'));
  } catch (error) {
    if (error instanceof ShareProblem || world.phase === 'running') notices.problem(error);
  }
}
