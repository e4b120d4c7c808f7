import { describe, expect, it } from 'vitest';
import type { ConversationSnapshot } from '../protocol/types';
import { findLinked, linkTo, readMessageLink } from './message_link';

const conversation = { id: 3, entries: [{ id: 0 }, { id: 2 }] } as ConversationSnapshot;

describe('a link to a message', () => {
  it('comes back as what it was', () => {
    const hash = linkTo('a lesson/x', conversation, 1);
    expect(readMessageLink(hash)).toEqual({ lesson: 'a lesson/x', conversation: 3, entry: 2 });
  });
  it('finds its message, when it is there', () => {
    expect(findLinked({ lesson: '', conversation: 3, entry: 2 }, [conversation])).toEqual({
      conversation: 3,
      at: 1,
    });
    expect(findLinked({ lesson: '', conversation: 3, entry: 1 }, [conversation])).toBeNull();
    expect(findLinked({ lesson: '', conversation: 4, entry: 2 }, [conversation])).toBeNull();
  });
  it('is told from other fragments', () => {
    for (const hash of ['', '#share=abc', '#message=', '#message=a/b/c', '#message=%/1/2', '#area-lesson'])
      expect(readMessageLink(hash), hash).toBeNull();
  });
});
