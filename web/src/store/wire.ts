import type { ConversationSnapshot, LadderEntrySnapshot } from '../protocol/types';
import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// What the wire area shows.

export type Trust = 'proved' | 'half' | 'exposed' | 'failed' | 'waiting';

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

const STATES: Record<ConversationSnapshot['state'], { word: string; trust: Trust }> = {
  connecting: { word: 'Connecting', trust: 'waiting' },
  handshaking: { word: 'Handshake going on', trust: 'waiting' },
  established: { word: 'Encrypted', trust: 'half' },
  failed: { word: 'Failed', trust: 'failed' },
  closed: { word: 'Closed; it was encrypted', trust: 'half' },
  refused: { word: 'Refused: nobody listens there', trust: 'failed' },
  reset: { word: 'Broken off', trust: 'failed' },
};

/** One line about how a conversation stands: a word, and the sign that goes with it. */
export function verdictOf(conversation: ConversationSnapshot): { word: string; trust: Trust } {
  const { protocol, state, failure, failure_from_client, client, server, server_proved } = conversation;
  const found = STATES[state];
  if (state === 'failed' && failure)
    return {
      word: `Refused by ${(failure_from_client ? client : server).node || 'the other end'}`,
      trust: 'failed',
    };
  if (found.trust !== 'half') return found;
  if (server_proved)
    return {
      word: state === 'closed' ? 'Closed; the server was proved' : 'Proved: the server is who it says',
      trust: 'proved',
    };
  const plain = protocol === 'tcp' || protocol === 'udp';
  if (plain)
    return { word: state === 'closed' ? 'Closed; it went in the clear' : 'In the clear', trust: 'exposed' };
  return found;
}

/** How one message stands: what a listener on the wire gets of it. */
export function trustOf(entry: LadderEntrySnapshot, { server_proved }: ConversationSnapshot): Trust {
  if (entry.lost || entry.kind === 'alert') return 'failed';
  if (entry.encrypted) return server_proved ? 'proved' : 'half';
  return 'exposed';
}

export const endName = ({ node, address, port }: ConversationSnapshot['client']): string =>
  `${node || address}${port ? `:${port}` : ''}`;
