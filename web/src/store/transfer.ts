import { t } from '../words/words';
import { BackupProblem, readBackup, writeBackup } from './backup';
import { chooseFiles, download } from './computer';
import { documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { knownState } from './shared_state';
import { readState, STATE_FILE } from './state';
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

/** Reads a state that somebody has saved as a file, and asks before it is opened. */
async function readStateOf(file: File): Promise<void> {
  try {
    ui.opening = knownState(readState(await file.text()));
  } catch (error) {
    notices.problem(error);
  }
}

export async function chooseBackup(): Promise<void> {
  const [file] = await chooseFiles(`.zip,${STATE_FILE}`, false);
  if (file?.name.endsWith(STATE_FILE)) await readStateOf(file);
  else if (file) await readBackupOf(file);
}

/** Lets the learner choose what of this world is handed on. */
export async function share(): Promise<void> {
  ui.sharing = (await world.attempt(world.send('save', {}))) ?? null;
}
