import { expect, it } from 'vitest';
import { mayShow } from './frames';

const OWN = 'https://tls.example';
const shown = (choice: string, ...ancestors: string[]): boolean => mayShow(choice, OWN, ancestors);

it('lets nobody show the page who was not chosen', () => {
  expect(shown('none', OWN)).toBe(false);
  expect(shown('scorm', OWN)).toBe(false);
  expect(shown('https://school.example', 'https://other.example')).toBe(false);
  expect(shown('https://school.example', 'http://school.example')).toBe(false);
  expect(shown('https://school.example', 'https://school.example.evil')).toBe(false);
  expect(shown('https://school.example', 'https://school.example:8443')).toBe(false);
});

it('lets those show it who were', () => {
  expect(shown("'self'", OWN)).toBe(true);
  expect(shown('https://a.example https://school.example', 'https://school.example')).toBe(true);
  expect(shown('*', 'https://anybody.example', 'null')).toBe(true);
});

it('takes a star for any name below a site, and not for the site itself', () => {
  expect(shown('https://*.school.example', 'https://a.b.school.example')).toBe(true);
  expect(shown('https://*.school.example', 'https://school.example')).toBe(false);
  expect(shown('https://*.school.example', 'https://evilschool.example')).toBe(false);
  expect(shown('https://*.school.example', 'http://a.school.example')).toBe(false);
});

it('asks this of every page around it, and of one at least', () => {
  expect(shown("'self'", OWN, 'https://evil.example')).toBe(false);
  expect(shown('*')).toBe(false);
});
