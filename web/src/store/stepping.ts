import type { LadderEntrySnapshot } from '../protocol/types';
import { t } from '../words/words';
import { notices } from './notices.svelte';
import { reading } from './reading.svelte';
import { terminalSession } from './terminal_session.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// The world goes on to the next message, or back to an earlier one, and stands still in front of it.

/** On to the next message. */
export function stepOn(): void {
  if (!reading.file) world.tell('step', { unit: 'message' });
}

/** On to the next frame. */
export function stepFrame(): void {
  if (!reading.file) world.tell('step', { unit: 'frame' });
}

/** On to the next of a kind. */
export function runTo(goal: 'alert' | 'handshake_done'): void {
  world.tell('run_to', { goal, name: '', at: 0 });
}

/** Back to in front of the message that arrived last. */
export async function stepBack(): Promise<void> {
  if (!world.snapshot || reading.file) return;
  const to = await world.attempt(world.send('previous_message', {}));
  if (to === null) notices.show('info', t('notice.no_earlier_message'));
  else if (to !== undefined) await goBackTo(to);
}

/** Back to in front of this message. Whether it has come there: not when openssl is in the way. */
export const backTo = (entry: LadderEntrySnapshot): Promise<boolean> => goBackTo(entry.arrives ?? entry.at);

/** Back to this instant of virtual time, in front of what arrives then. Whether the world has come there. */
export async function goBackTo(to: number): Promise<boolean> {
  const beforeProgram = await world.attempt(world.goBack(to));
  if (beforeProgram === undefined) return false;
  ui.message = -1;
  ui.packet = -1;
  terminalSession.resume();
  if (beforeProgram) notices.show('info', t('notice.openssl_in_the_way'));
  return !beforeProgram;
}
