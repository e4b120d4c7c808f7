import { expect, it } from 'vitest';
import { explainWords } from './glossary';

it('explains a word where it stands first, and not in code', () => {
  const done = new Set<string>();
  const first = explainWords('<p><code>alert</code> A certificate and an alert.</p>', done);
  expect(first).toMatch(
    /^<p><code>alert<\/code> A <dfn><button type="button" data-text="[^"]+">certificate<\/button><\/dfn> and an <dfn><button type="button" data-text="[^"]+">alert<\/button><\/dfn>\.<\/p>$/,
  );
  expect(explainWords('<p>Another certificate.</p>', done)).toBe('<p>Another certificate.</p>');
});

it('explains a word in each form that its language gives it', () => {
  const done = new Set<string>();
  const words = (html: string): string[] =>
    [...explainWords(html, done, 'de').matchAll(/<dfn><button[^>]*>([^<]*)</g)].map(([, word = '']) => word);
  expect(words('<p>Zwei Zertifikate, zu denen je ein privater Schlüssel gehört.</p>')).toEqual([
    'Zertifikate',
    'privater Schlüssel',
  ]);
  expect(words('<p>Noch ein Zertifikat, und die privaten Schlüssel.</p>')).toEqual([]);
});

it('does not explain a word inside of a longer one that it explains', () => {
  const html = explainWords('<p>A trust anchor is a certificate.</p>', new Set());
  expect(html.match(/<dfn/g)).toHaveLength(2);
});
