import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allExplanations, EXPLANATIONS, type Explanations, readExplanations } from './explanations';

describe('explanations', () => {
  it('reads sections, paragraphs and texts for single values', () => {
    const all: Explanations = {};
    readExplanations(
      'a.md',
      '# a: A thing\n\nFirst, with `code`\nand <b>.\n\nIt is {value}.\n\n## a.b: Part\nInside.\n### a.b = one (1)\nJust one.\n',
      all,
    );
    expect(all.a).toEqual({
      title: 'A thing',
      text: ['<p>First, with <code>code</code>\nand &lt;b&gt;.</p>', '<p>It is {value}.</p>'],
    });
    expect(all['a.b']).toEqual({
      title: 'Part',
      text: ['<p>Inside.</p>'],
      values: { 'one (1)': ['<p>Just one.</p>'] },
    });
  });

  it('refuses what would hide a text', () => {
    expect(() => readExplanations('a.md', 'Lost.\n# a: A', {})).toThrow('before the first heading');
    expect(() => readExplanations('a.md', '# a\nx', {})).toThrow('no heading');
    expect(() => readExplanations('a.md', '# a: A\n## a: A\n', {})).toThrow('twice');
    expect(() => readExplanations('a.md', '### a = 1\n', {})).toThrow('before a itself');
  });

  it('knows the messages of a handshake', () => {
    const all = allExplanations();
    for (const id of ['tls.client_hello', 'tls.server_hello', 'tls.finished', 'tls.alert.description'])
      expect(all[id]?.text.length, id).toBeGreaterThan(0);
  });
});

describe('explanations and the dissector', () => {
  // A field's kind is written as {"Label", "id", ...}; some ids are composed from tables and stand alone.
  const folder = fileURLToPath(new URL('../../sim/dissect', import.meta.url));
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cc'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const ids = Object.keys(allExplanations());

  it('every field that sim/dissect names is explained', () => {
    const named = [...source.matchAll(/\{\s*"[A-Z][^"]*",\s*"([a-z0-9_.]+)"/g)].map(([, id]) => id ?? '');
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('no explanation is unused, but for the overview that a file may begin with', () => {
    const literals = new Set([...source.matchAll(/"([a-z0-9_.]+)"/g)].map(([, id]) => id));
    const overviews = readdirSync(join(EXPLANATIONS, 'en')).map((name) => name.replace(/\.md$/, ''));
    expect(ids.filter((id) => !literals.has(id) && !overviews.includes(id))).toEqual([]);
  });
});
