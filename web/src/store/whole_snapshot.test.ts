import { expect, it } from 'vitest';
import type { ConversationSnapshot, Snapshot, Update } from '../protocol/types';
import { wholeSnapshot } from './whole_snapshot';

const conversation = (id: number, revision: number) => ({ id, revision }) as ConversationSnapshot;
const snapshot = (...conversations: ConversationSnapshot[]) => ({ frames: 7, conversations }) as Snapshot;
const update = (unchanged: number[], ...conversations: ConversationSnapshot[]) =>
  ({ snapshot: snapshot(...conversations), unchanged }) as Update;

it('takes the conversations that were left out from the snapshot before, in their order', () => {
  const before = snapshot(conversation(1, 5), conversation(2, 5), conversation(3, 5));
  const whole = wholeSnapshot(update([1, 3], conversation(2, 6), conversation(4, 1)), before);
  expect(whole.conversations.map(({ id, revision }) => [id, revision])).toEqual([
    [1, 5],
    [2, 6],
    [3, 5],
    [4, 1],
  ]);
  expect(whole.conversations[0]).toBe(before.conversations[0]);
  expect(whole.frames).toBe(7);
});

it('forgets what is neither new nor said to be unchanged', () => {
  const whole = wholeSnapshot(update([2]), snapshot(conversation(1, 1), conversation(2, 1)));
  expect(whole.conversations.map(({ id }) => id)).toEqual([2]);
});

it('shows what there is when nothing came before', () => {
  expect(wholeSnapshot(update([1], conversation(2, 1)), null).conversations.map(({ id }) => id)).toEqual([2]);
});
