import { t } from '../words/words';
import { BackupProblem, readBackup, writeBackup } from './backup';
import { chooseFiles, copyText, download } from './computer';
import { documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { ShareProblem, sceneOf, shareFragment } from './share';
import { everything, replaceEverything } from './storage';
import { tabs } from './tabs';
import { ui } from './ui.svelte';
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

/** Reads an exported file, and asks before it takes the place of all that is kept. A bad file changes nothing. */
export async function readBackupOf(file: File): Promise<void> {
  try {
    if (file.size > LARGEST_BACKUP)
      throw new BackupProblem(t('notice.backup_too_large', { file: file.name }));
    ui.importing = { name: file.name, kept: readBackup(new Uint8Array(await file.arrayBuffer())) };
  } catch (error) {
    notices.problem(error);
  }
}

/** Puts the file that was read in place of all that is kept, then begins from it. */
export async function replaceByImport(): Promise<void> {
  const { importing } = ui;
  ui.importing = null;
  if (!importing) return;
  tabs.tellOfImport('begins');
  await documents.keepDrafts();
  await world.keepNow();
  world.stopKeeping();
  try {
    await replaceEverything(importing.kept);
    location.reload();
  } catch (error) {
    world.goOnKeeping();
    notices.problem(error);
  }
  tabs.tellOfImport('ended');
}

export async function chooseBackup(): Promise<void> {
  const [file] = await chooseFiles('.zip', false);
  if (file) await readBackupOf(file);
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
