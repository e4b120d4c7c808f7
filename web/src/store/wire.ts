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

/** Selects a message of the conversation that is shown, which stays in sight until the learner lets go: -1. */
export function selectMessage(at: number): void {
  const shown = shownConversation();
  ui.conversation = at >= 0 && shown ? shown.id : ui.conversation;
  ui.message = at;
}

/** Shows a conversation; null: the latest, whichever that will be. */
export function selectConversation(id: number | null): void {
  ui.conversation = id === shownConversations().at(-1)?.id ? null : id;
  ui.message = -1;
}

export function stepMessage(by: 1 | -1): void {
  const count = shownConversation()?.entries.length ?? 0;
  if (count)
    selectMessage(Math.min(count - 1, Math.max(0, ui.message < 0 && by < 0 ? count - 1 : ui.message + by)));
}

/**
 * `noteLatest` is to be called with the latest conversation of the live world whenever there is another one. It is shown
 * when the learner reads no message of an earlier one.
 */
export function noteLatest(): void {
  const all = shownConversations();
  const isThere = all.some(({ id }) => id === ui.conversation);
  if (ui.message < 0 || (ui.conversation !== null && !isThere)) selectConversation(null);
}

/** Whether there is a later conversation than the one that the learner reads. */
export const hasLater = (): boolean => shownConversation() !== shownConversations().at(-1);

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
