import { describe, expect, it } from 'vitest';
import { explained, rfcLink } from './explanations.svelte';

describe('explanations of this run', () => {
  const all = {
    a: {
      title: 'A',
      text: ['<p>What.</p>', '<p>It is {value}.</p>'],
      values: { 'one (1)': ['<p>One.</p>'] },
    },
  };
  it('names the value, and says what this value means', () => {
    expect(explained(all, 'a', 'one (1)')?.html).toBe(
      '<p>What.</p><p>It is <code>one (1)</code>.</p><p>One.</p>',
    );
    expect(explained(all, 'a', '')?.html).toBe('<p>What.</p>');
    expect(explained(all, 'a', '<b>')?.html).toContain('<code>&lt;b></code>');
    expect(explained(all, 'b', '')).toBeNull();
  });
  it('leads to the section of the RFC', () => {
    expect(rfcLink('RFC 5246, 7.4.1.2')).toBe('https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.2');
    expect(rfcLink('RFC 6520')).toBe('https://www.rfc-editor.org/rfc/rfc6520');
    expect(rfcLink('RFC 8446, appendix B.4')).toBe('https://www.rfc-editor.org/rfc/rfc8446#appendix-B.4');
  });
});
