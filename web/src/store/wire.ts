import type { ConversationSnapshot } from '../protocol/types';
import { t } from '../words/words';
import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// What the wire area shows.

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

/** How a conversation stands, in a few words. */
export function verdictText({ verdict, client, server }: ConversationSnapshot): string {
  const refusedBy = ({ node }: ConversationSnapshot['client']): string =>
    t('verdict.refused_by', { end: node || t('verdict.other_end') });
  return {
    connecting: t('verdict.connecting'),
    handshaking: t('verdict.handshaking'),
    encrypted: t('verdict.encrypted'),
    proved: t('verdict.proved'),
    in_clear: t('verdict.in_clear'),
    closed_encrypted: t('verdict.closed_encrypted'),
    closed_proved: t('verdict.closed_proved'),
    closed_in_clear: t('verdict.closed_in_clear'),
    refused_by_client: refusedBy(client),
    refused_by_server: refusedBy(server),
    failed: t('verdict.failed'),
    port_refused: t('verdict.port_refused'),
    reset: t('verdict.reset'),
    joined: t('verdict.joined'),
  }[verdict];
}

/** An end with its port: "openmv:8443". */
export const endText = ({ name, port }: ConversationSnapshot['client']): string =>
  `${name}${port ? `:${port}` : ''}`;
