import type { ConversationSnapshot } from '../protocol/types';
import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// What the wire area shows.

type Verdict = ConversationSnapshot['verdict'];

/** Those of the file that is open, or of the live world. */
export function shownConversations(): ConversationSnapshot[] {
  return reading.file ? reading.file.capture.conversations : (world.snapshot?.conversations ?? []);
}

/** The conversation that is selected, or the latest. */
export function shownConversation(): ConversationSnapshot | undefined {
  const all = shownConversations();
  return all.find(({ id }) => id === ui.conversation) ?? all.at(-1);
}

export function stepMessage(by: 1 | -1): void {
  const count = shownConversation()?.entries.length ?? 0;
  if (count)
    ui.message = Math.min(count - 1, Math.max(0, ui.message < 0 && by < 0 ? count - 1 : ui.message + by));
}

const VERDICTS: Record<Verdict, string> = {
  connecting: 'Connecting',
  handshaking: 'Handshake going on',
  encrypted: 'Encrypted',
  proved: 'Proved: the server is who it says',
  in_clear: 'In the clear',
  closed_encrypted: 'Closed; it was encrypted',
  closed_proved: 'Closed; the server was proved',
  closed_in_clear: 'Closed; it went in the clear',
  refused_by_client: 'Refused by {end}',
  refused_by_server: 'Refused by {end}',
  failed: 'Failed',
  port_refused: 'Refused: nobody listens there',
  reset: 'Broken off',
};

/** How a conversation stands, in a few words. */
export function verdictText({ verdict, client, server }: ConversationSnapshot): string {
  const end = verdict === 'refused_by_client' ? client : server;
  return VERDICTS[verdict].replace('{end}', end.node || 'the other end');
}

/** An end with its port: "openmv:8443". */
export const endText = ({ name, port }: ConversationSnapshot['client']): string =>
  `${name}${port ? `:${port}` : ''}`;
