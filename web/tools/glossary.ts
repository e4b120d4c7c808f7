// The words of the subject, explained where a lesson first uses them.
const WORDS: [RegExp, string][] = [
  [
    /\btrust anchors?\b/i,
    'A certificate that is believed without further proof; whatever it vouches for is believed, too.',
  ],
  [/\bcertificates?\b/i, 'A signed statement: this public key belongs to this name, from this day to that.'],
  [
    /\bprivate keys?\b/i,
    'The secret half of a key pair. Who holds it can prove to be the one that a certificate names.',
  ],
  [/\bself-signed\b/i, 'Signed with its own key: nobody else vouches for it.'],
  [/\bleaf\b/i, 'The certificate of the server itself, at the end of a chain.'],
  [/\bchain\b/i, 'The certificates that lead from the one shown to one that is believed.'],
  [/\bSAN\b/, 'Subject alternative name: the names and addresses for which a certificate counts.'],
  [/\bDER\b/, 'The bytes of a certificate or key as they are; PEM is the same in letters.'],
  [/\bPEM\b/, 'A certificate or key written in letters, between BEGIN and END; DER is the same in bytes.'],
  [/\balerts?\b/i, 'A message of TLS by which one end tells the other why it gives up, or that it is done.'],
  [
    /\bhandshake\b/i,
    'The first messages of a connection, in which both ends agree on keys and prove who they are.',
  ],
];

const escaped = (text: string): string => text.replaceAll('"', '&quot;');

/** Explains each word once in the HTML of one lesson; `done` remembers which it already has. */
export function explainWords(html: string, done: Set<string>): string {
  let inCode = 0;
  return html
    .split(/(<[^>]+>)/)
    .map((part) => {
      if (part.startsWith('<')) {
        if (/^<(code|pre|a|h\d)\b/.test(part)) inCode++;
        if (/^<\/(code|pre|a|h\d)\b/.test(part)) inCode--;
        return part;
      }
      if (inCode > 0) return part;
      const found = WORDS.filter(([word]) => !done.has(word.source) && word.test(part)).map(
        ([word, text]) => {
          done.add(word.source);
          const match = word.exec(part);
          return { at: match?.index ?? 0, word: match?.[0] ?? '', text };
        },
      );
      let explained = part;
      for (const { at, word, text } of found.sort((a, b) => b.at - a.at))
        explained = `${explained.slice(0, at)}<dfn title="${escaped(text)}">${word}</dfn>${explained.slice(at + word.length)}`;
      return explained;
    })
    .join('');
}
