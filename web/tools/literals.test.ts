import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { literals } from './literals';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

describe('words in views', () => {
  const inView = (source: string): string[] => literals(source, 'a.svelte');

  it('are found as text, as attributes that are read, and in what an expression says', () => {
    expect(inView('<p>Hello {name}</p>')).toEqual(['1: Hello']);
    expect(
      inView('<button aria-label="Close {name}" title={on ? "Off" : t("x.y")} class="big one"></button>'),
    ).toEqual(['1: Close', '1: Off']);
    expect(inView(`<p>{on ? "runs" : \`has \${left} left\`}</p>`)).toEqual(['1: runs', '1: has', '1: left']);
    expect(inView('<Splitter label="Width of it" name="close" other="Width" />')).toEqual([
      '1: Width of it',
      '1: Width',
    ]);
  });

  it('are no names, units, comparisons or arguments', () => {
    expect(inView('<p>{about} ms{mode === "two words" ? 1 : 2}{name.replace("OpenMV Cam", "")}</p>')).toEqual(
      [],
    );
    expect(inView('<Icon name="close" /><p class="wide">·</p>')).toEqual([]);
  });

  it('are found in scripts', () => {
    expect(
      inView('<script lang="ts">\nconst a: "not a text" = "power on";\nlet b = { label: "Reset" };</script>'),
    ).toEqual(['2: power on', '3: Reset']);
    expect(
      literals(`import a from "./a b";\nexport const b = (): string => \`\${a} is here\`;\n`, 'a.ts'),
    ).toEqual(['2: is here']);
  });
});

/** ALLOWED lists what is not a sentence: names of keys, files, fonts and messages of TLS, a type of dragged data, a selector of CSS. */
const ALLOWED = new Set<string>([
  'Esc',
  'Tab',
  'Enter',
  'Home',
  'End',
  'Files',
  '"JetBrains Mono Variable", ui-monospace, monospace',
  'body, main, section',
  'main.py',
  '/flash',
  'Certificate',
  'handshake done',
]);

it('views and store take every word from assets/words', { timeout: 120_000 }, () => {
  const files = ['views', 'store'].flatMap((folder) =>
    readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|ts)$/.test(file) && !/\.test\.ts$|character_widths/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) =>
    literals(readFileSync(join(SRC, file), 'utf8'), file)
      .filter((literal) => !ALLOWED.has(literal.replace(/^\d+: /, '')))
      .map((literal) => `${file}:${literal}`),
  );
  expect(found).toEqual([]);
});
