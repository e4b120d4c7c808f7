import type { ConversationSnapshot, FrameFault, LadderEntrySnapshot } from '../protocol/types';
import { reading } from './reading.svelte';
import { goBackTo, stepOn } from './stepping';
import { world } from './world.svelte';

// What an attacker, or noise, does to one message: the world goes back to before it was sent, and when it is sent again it
// is lost or changed.

/** The byte of the message that is selected where it is read, counted as faults do: from its own header on; -1: the last. */
export function selectedByte(): number {
  const { message, selected, byte } = reading;
  if (!message || !selected || selected.part !== message.part || selected.field === message.field) return -1;
  const whole = message.parts[message.part]?.fields[message.field];
  const at = byte - (whole?.offset ?? 0);
  return whole && at >= 0 && at < whole.size ? at : -1;
}

/** Goes back and does it to the message; then the world goes on, as slowly as the learner wants. */
export async function intervene(
  conversation: ConversationSnapshot,
  entry: LadderEntrySnapshot,
  action: FrameFault['action'],
): Promise<void> {
  const plan = await world.attempt(
    world.send('plan_intervention', {
      conversation: conversation.id,
      entry: entry.id,
      action,
      byte: selectedByte(),
    }),
  );
  if (!plan || !(await goBackTo(plan.before))) return;
  await world.attempt(world.send('place_fault', { link: plan.link, fault: plan.fault }));
  stepOn();
}
