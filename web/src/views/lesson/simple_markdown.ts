// Most of what the lesson's engine says is paragraphs with `code` in them. That needs no parser of Markdown, which is
// 11 kB that a learner would wait for before the first prompt.

const escaped = (raw: string): string =>
  raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

// Anything that may mean something else in Markdown than what it shows.
const MEANS_SOMETHING = /[*_[\]\\`~|<&]|https?:|www\.|@|^ {4}|^ {0,3}([#>+-]|\d+[.)]|=+\s*$|--)| {2}$/m;

/** Paragraphs and `code` as HTML; null when there is anything else in the text. */
export function simpleMarkdown(text: string): string | null {
  const parts = text.replace(/^\n+|\s+$/g, '').split(/`([^`\n]+)`/);
  let html = '';
  for (const [at, part] of parts.entries()) {
    const isCode = at % 2 === 1;
    if (isCode ? part.trim() !== part : MEANS_SOMETHING.test(at === 0 ? part : `.${part}`)) return null;
    html += isCode ? `<code>${escaped(part)}</code>` : escaped(part);
  }
  return html
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph}</p>\n`)
    .join('');
}
