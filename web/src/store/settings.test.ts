import { expect, it } from 'vitest';
import { readSettings } from './settings.svelte';

it('takes what is right, and the start for the rest', () => {
  const start = readSettings(undefined);
  expect(start.theme).toBe('system');
  for (const wrong of [
    null,
    5,
    'x',
    [],
    { maximised: 'zzz' },
    { shut: 5 },
    { theme: {} },
    { sizes: { lesson: 'x' } },
  ])
    expect(readSettings(wrong)).toEqual(start);
  const kept = { ...start, theme: 'paper', shut: ['wire', 'zzz'], maximised: 'bench', lesson: '' };
  expect(readSettings(kept)).toEqual({ ...kept, shut: ['wire'] });
});
