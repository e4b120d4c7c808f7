import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { world } from '../store/world.svelte';
import { rowAfter } from './arrow_keys';
import Notices from './Notices.svelte';

it('does not read percentages aloud', () => {
  const html = (loaded: number): string => {
    world.progress = { what: 'openssl', loaded, total: 100 };
    return render(Notices).body;
  };
  const spoken = (body: string): string[] =>
    [...body.matchAll(/<(\w+)[^>]*(?:role="status"|aria-live)[^>]*>([\s\S]*?)<\/\1>/g)].map(
      ([whole]) => whole,
    );
  expect(html(17)).toContain('17 %');
  expect(spoken(html(17)).join()).toContain('openssl');
  expect(spoken(html(17))).toEqual(spoken(html(18)));
});

it('moves among rows by arrow keys and stops at the ends', () => {
  expect(rowAfter('ArrowDown', 0, 3)).toBe(1);
  expect(rowAfter('ArrowDown', 2, 3)).toBe(2);
  expect(rowAfter('ArrowUp', 0, 3)).toBe(0);
  expect(rowAfter('End', 0, 3)).toBe(2);
  expect(rowAfter('Home', 2, 3)).toBe(0);
  expect(rowAfter('a', 1, 3)).toBeNull();
});
