import type { Snapshot, Update } from '../protocol/types';

/**
 * The snapshot of an update with the conversations that it left out because they are as `before` has them: the same
 * objects, so that nothing that shows them changes.
 */
export function wholeSnapshot({ snapshot, unchanged }: Update, before: Snapshot | null): Snapshot {
  if (!unchanged.length) return snapshot;
  const left = new Set(unchanged);
  const conversations = [
    ...(before?.conversations.filter(({ id }) => left.has(id)) ?? []),
    ...snapshot.conversations,
  ].sort((one, other) => one.id - other.id);
  return { ...snapshot, conversations };
}
