import { beforeEach, expect, it } from 'vitest';
import { arrived } from './lazy';
import { notices } from './notices.svelte';

beforeEach(() => {
  notices.list = [];
});

it('says that a part did not come, and tries again when it is asked to', async () => {
  let tries = 0;
  const part = arrived(async () => {
    if (++tries < 3) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  });
  for (let again = 0; again < 2; again++) {
    await new Promise((later) => setTimeout(later));
    const [notice] = notices.list;
    expect(notice?.text).toContain('could not be loaded');
    notices.list = [];
    notice?.action?.run();
  }
  expect(await part).toBe('here');
});
