// Makes the icons for home screens from public/icon.svg; run it after that has changed. Phones take no SVG for an
// installed page, and cut a maskable icon into shapes of their own, for which it needs room around it.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = new URL('../public/', import.meta.url).pathname;
const icon = readFileSync(`${folder}icon.svg`, 'utf8');
const executablePath = process.env.TLSCAM_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

const icons = [
  { name: 'icon-180.png', size: 180, part: 0.9, ground: '#151b21' },
  { name: 'icon-192.png', size: 192, part: 1, ground: 'transparent' },
  { name: 'icon-512.png', size: 512, part: 1, ground: 'transparent' },
  { name: 'icon-maskable-512.png', size: 512, part: 0.95, ground: '#151b21' },
];
for (const { name, size, part, ground } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} }
     svg { width: ${size * part}px; height: ${size * part}px }</style>${icon}`,
  );
  await page.screenshot({ path: folder + name, omitBackground: true });
  await page.close();
}
await browser.close();
