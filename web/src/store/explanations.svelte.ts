import type { Explanations } from '../../tools/explanations';

let all = $state.raw<Explanations | null>(null);
let asked = false;

const escaped = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * `explained` is the text about a field with this value; it is pure, for tests. Paragraphs about the value
 * need one.
 */
export function explained(
  explanations: Explanations,
  about: string,
  value: string,
): { title: string; html: string } | null {
  const found = explanations[about];
  if (!found) return null;
  const paragraphs = [...found.text, ...(found.values?.[value] ?? [])]
    .filter((text) => value || !text.includes('{value}'))
    .map((text) => text.replaceAll('{value}', `<code>${escaped(value)}</code>`));
  return { title: found.title, html: paragraphs.join('') };
}

/** `explanationOf` returns null while the texts are loading, and when there is none. */
export function explanationOf(about: string, value: string): { title: string; html: string } | null {
  if (!asked) {
    asked = true;
    import('virtual:explanations').then(
      ({ explanations }) => {
        all = explanations;
      },
      () => {
        asked = false; // the next selection tries again
      },
    );
  }
  return all ? explained(all, about, value) : null;
}

/** `rfcLink` turns "RFC 5246, 7.4.1.2" into the address of that section. */
export function rfcLink(rfc: string): string {
  const [, number = '', section = ''] = /^RFC (\d+)(?:, (?:appendix )?([\w.]+))?/i.exec(rfc) ?? [];
  if (!number) return 'https://www.rfc-editor.org/';
  const anchor = section ? `#${/^\d/.test(section) ? 'section' : 'appendix'}-${section}` : '';
  return `https://www.rfc-editor.org/rfc/rfc${number}${anchor}`;
}
