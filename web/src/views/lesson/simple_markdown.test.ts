import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { courseFiles } from '../../../tools/course';
import { simpleMarkdown } from './simple_markdown';

const parsed = (text: string): string => marked.parse(text, { async: false });

describe('Markdown without a parser', () => {
  it.each([
    'The camera is off. Press *Power*.'.replaceAll('*', ''),
    'Its name is `openmv` and not `cam_2 <b>`.',
    'One.\n\nTwo, with `a*b*c`.\nStill two; "quoted" & it\'s > that.'.replace('& ', ''),
    '`server.der` is not on openmv yet.',
  ])('reads %j as a parser does', (text) => {
    expect(simpleMarkdown(text)).toBe(parsed(text));
  });

  it.each([
    '*so*',
    'a_b_c',
    '- one\n- two',
    '# head',
    '1. one',
    '    code',
    '```\ncode\n```',
    '[a](b)',
    '<b>',
    'a &amp; b',
    'a  \nb',
    'head\n===',
    'a `` ` `` b',
    'see https://example.org',
    'a | b\n--|--',
  ])('leaves %j to a parser', (text) => {
    expect(simpleMarkdown(text)).toBeNull();
  });

  it('reads what all lessons say as a parser does, or leaves it', () => {
    const said = [...courseFiles()]
      .filter(([path]) => path.endsWith('lesson.md'))
      .flatMap(([, bytes]) => bytes.toString().split(/\n\n|\n---\n|```\w*/))
      .map((text) => text.trim())
      .filter(Boolean);
    expect(said.length).toBeGreaterThan(20);
    const read = said.filter((text) => simpleMarkdown(text) !== null);
    expect(read.length).toBeGreaterThan(10);
    for (const text of read) expect(simpleMarkdown(text)).toBe(parsed(text));
  });
});
