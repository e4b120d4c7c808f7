import { describe, expect, it } from 'vitest';
import { allExplanations, type Explanations, readExplanations } from './explanations';

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
      text: ['<p>First, with <code>code</code>\nand &lt;b>.</p>', '<p>It is {value}.</p>'],
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
