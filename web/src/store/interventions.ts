import type { ConversationSnapshot, FrameFault, LadderEntrySnapshot } from '../protocol/types';
import { reading } from './reading.svelte';
import { backTo, stepOn } from './stepping';
import { world } from './world.svelte';

// What an attacker, or noise, does to one message: the world goes back to before it was sent, and when it is sent again it
// is lost or changed.

const TARGETS: Record<string, FrameFault['target']> = {
  ClientHello: 'client_hello',
  ServerHello: 'server_hello',
  HelloVerifyRequest: 'hello_verify_request',
  NewSessionTicket: 'new_session_ticket',
  Certificate: 'certificate',
  ServerKeyExchange: 'server_key_exchange',
  CertificateRequest: 'certificate_request',
  ServerHelloDone: 'server_hello_done',
  CertificateVerify: 'certificate_verify',
  ClientKeyExchange: 'client_key_exchange',
  ChangeCipherSpec: 'change_cipher_spec',
  Finished: 'finished',
};

/** What of the message a fault can be aimed at; null: at nothing. */
function targetOf(entry: LadderEntrySnapshot): FrameFault['target'] | null {
  if (entry.kind === 'alert') return 'alert';
  if (entry.kind === 'application_data') return 'application_data';
  return TARGETS[entry.name] ?? null;
}

/** Where the message can be met: the sender's link, or the receiver's when the sender is beyond the world. */
function meetingPlace(
  { client, server }: ConversationSnapshot,
  { from_client }: LadderEntrySnapshot,
): { link: string; direction: FrameFault['direction'] } | null {
  const linkOf = (name: string): string | undefined =>
    world.snapshot?.nodes.find((node) => node.name === name)?.link;
  const [from, to] = from_client ? [client, server] : [server, client];
  const own = linkOf(from.node);
  if (own) return { link: own, direction: 'from_node' };
  const other = linkOf(to.node);
  return other ? { link: other, direction: 'to_node' } : null;
}

/** Whether intervene() can do something with the message. */
export const canIntervene = (conversation: ConversationSnapshot, entry: LadderEntrySnapshot): boolean =>
  !reading.file && targetOf(entry) !== null && meetingPlace(conversation, entry) !== null;

/** The byte of the message that is selected where it is read, counted as faults do: from its own header on; -1: the last. */
export function selectedByte(): number {
  const { message, selected, byte } = reading;
  if (!message || !selected || selected.part !== message.part || selected.field === message.field) return -1;
  const whole = message.parts[message.part]?.fields[message.field];
  const at = byte - (whole?.offset ?? 0);
  return whole && at >= 0 && at < whole.size ? at : -1;
}

/** The message that arrived last before this one was sent: the world has to go back to there. */
function before(conversation: ConversationSnapshot, entry: LadderEntrySnapshot): LadderEntrySnapshot {
  const earlier = conversation.entries.filter(
    ({ at, arrives }) => at < entry.at && (arrives ?? at) < entry.at,
  );
  return earlier.at(-1) ?? conversation.entries[0] ?? entry;
}

/** Goes back and does it to the message; then the world goes on, as slowly as the learner wants. */
export async function intervene(
  conversation: ConversationSnapshot,
  entry: LadderEntrySnapshot,
  action: FrameFault['action'],
): Promise<void> {
  const target = targetOf(entry);
  const place = meetingPlace(conversation, entry);
  if (!target || !place) return;
  const sent = conversation.entries.filter((one) => one.from_client === entry.from_client);
  const byte = selectedByte();
  const start = before(conversation, entry);
  const nth = sent.filter(
    (one) => targetOf(one) === target && one.at >= start.at && one.at <= entry.at,
  ).length;
  if (!(await backTo(start))) return;
  const fault: FrameFault = {
    action,
    target,
    direction: place.direction,
    nth: Math.max(1, nth),
    byte,
    bit: 0,
    repair_checksums: true,
  };
  await world.attempt(world.send('place_fault', { link: place.link, fault }));
  stepOn();
}
