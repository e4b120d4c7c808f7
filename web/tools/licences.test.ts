import { expect, it } from 'vitest';
import { builtParts, canBeRead, npmPart, packageOf } from './licences';

it('finds the package of a module, the innermost one', () => {
  expect(packageOf('/home/x/web/node_modules/svelte/src/index.js')).toBe('svelte');
  expect(packageOf('/x/node_modules/@codemirror/state/dist/index.js?v=1')).toBe('@codemirror/state');
  expect(packageOf('/x/node_modules/a/node_modules/b/c.js')).toBe('b');
  expect(packageOf('/home/x/web/src/main.ts')).toBeNull();
});

it('takes version, licence and text from the package itself', () => {
  for (const name of ['svelte', 'idb-keyval', '@fontsource-variable/inter', 'lucide-static']) {
    const { part, text } = npmPart(name);
    expect(part.version).toMatch(/^\d+\.\d+/);
    expect(text).toMatch(/licen[cs]e/i);
  }
  expect(npmPart('@fontsource-variable/inter').part.licence).toBe('OFL-1.1');
});

it.skipIf(!canBeRead)('knows every part of the WebAssembly with its text', () => {
  const parts = builtParts();
  const versions = Object.fromEntries(parts.map(({ part }) => [part.name, part.version]));
  for (const name of ['MicroPython', 'Mbed TLS', 'lwIP', 'OpenSSL'])
    expect(versions[name]).toMatch(/^\d+\.\d+/);
  const texts = parts.find(({ part }) => part.name === 'Texts of the lessons');
  expect(texts?.part.licence).toBe('CC-BY-4.0');
  expect(texts?.text).toContain('Creative Commons Attribution 4.0 International Public License');
  for (const { part, text } of parts) {
    expect(part.licence, part.name).not.toBe('');
    expect(text.length, part.name).toBeGreaterThan(300);
  }
});
