import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const file = (name: string): URL => new URL(`../public/${name}`, import.meta.url);

it('has icons of the sizes that installed pages need, as the manifest says', () => {
  const { icons } = JSON.parse(readFileSync(file('manifest.webmanifest'), 'utf8')) as {
    icons: { src: string; sizes: string; type: string; purpose?: string }[];
  };
  const pictures = icons.filter(({ type }) => type === 'image/png');
  expect(pictures.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512']);
  expect(pictures.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes } of pictures) {
    const png = readFileSync(file(src));
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }
});
