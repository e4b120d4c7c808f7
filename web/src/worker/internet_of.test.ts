import { expect, it } from 'vitest';
import { internets } from '../../tools/course';
import { INTERNETS, internetOf, internetOfScene } from './internet_of';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('knows the internets that the site has', () => {
  expect(INTERNETS).toEqual([...internets().keys()]);
});

it('finds the internet that a world wants', () => {
  expect(internetOf(bytes('{"internet": "public"}'))).toBe('public');
  expect(internetOf(bytes('{"cameras": []}'))).toBe('');
  expect(internetOf(bytes('{"internet": "../secrets"}'))).toBe('');
  expect(internetOf(bytes('{"internet": 7}'))).toBe('');
  expect(internetOf(bytes('no JSON'))).toBe('');
});

it('finds it in the files of a scene', () => {
  const world = { path: 'world.json', bytes: btoa('{"internet": "public"}') };
  const other = { path: 'old/world.json', bytes: btoa('{}') };
  expect(internetOfScene([other, world])).toBe('public');
  expect(internetOfScene([other])).toBe('');
});
