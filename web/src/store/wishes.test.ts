import { expect, it } from 'vitest';
import { AREAS } from './settings.svelte';
import { readWishes, wholePageLink } from './wishes';

it('reads what an address asks for, and leaves out what is unknown', () => {
  expect(readWishes('?lesson=names&embed=1&view=wire,lesson&theme=paper')).toEqual({
    lesson: 'names',
    embed: true,
    scorm: false,
    views: ['lesson', 'wire'],
    theme: 'paper',
    state: null,
  });
  const none = { lesson: null, embed: false, scorm: false, views: AREAS, theme: null, state: null };
  expect(readWishes('')).toEqual(none);
  expect(readWishes('?embed=yes&view=door&theme=pink&more=1')).toEqual(none);
  expect(readWishes('?scorm=1&state=a/b.tlscam')).toMatchObject({ scorm: true, state: 'a/b.tlscam' });
});

it('leads from a frame to the whole page with the same lesson and state', () => {
  expect(
    wholePageLink('https://a.example/tls/?lesson=names&embed=1&view=lesson&theme=paper#state=1.2.ab'),
  ).toBe('https://a.example/tls/?lesson=names#state=1.2.ab');
});
