import type { ConversationSnapshot } from '../protocol/types';

// A link to a message: #message=LESSON/CONVERSATION/ENTRY, by the ids that the world gives them. With the same seed and
// the same commands a world has the same ones, so a link also works after a reset, and in somebody else's page.

export interface MessageLink {
  lesson: string;
  conversation: number;
  entry: number;
}

export function linkTo(lesson: string, conversation: ConversationSnapshot, at: number): string {
  const entry = conversation.entries[at]?.id ?? 0;
  return `#message=${encodeURIComponent(lesson)}/${conversation.id}/${entry}`;
}

export function readMessageLink(hash: string): MessageLink | null {
  const [, lesson, conversation, entry] = /^#message=([^/]*)\/(\d+)\/(\d+)$/.exec(hash) ?? [];
  if (lesson === undefined || conversation === undefined || entry === undefined) return null;
  try {
    return {
      lesson: decodeURIComponent(lesson),
      conversation: Number(conversation),
      entry: Number(entry),
    };
  } catch {
    return null; // half an escape: no link of ours
  }
}

/** The place of the linked message among these conversations; null while it is not there. */
export function findLinked(
  link: MessageLink,
  conversations: ConversationSnapshot[],
): { conversation: number; at: number } | null {
  const found = conversations.find(({ id }) => id === link.conversation);
  const at = found?.entries.findIndex(({ id }) => id === link.entry) ?? -1;
  return found && at >= 0 ? { conversation: found.id, at } : null;
}
