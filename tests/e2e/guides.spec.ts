import { expect, test } from '@playwright/test';
import { accessible, shot, troubles } from './page';

for (const [name, title] of [
  ['own-computer', 'On your own computer'],
  ['teachers', 'For those who teach'],
] as const)
  test(`the guide "${title}" is a page that everybody can read`, async ({ page }) => {
    const seen = troubles(page);
    await page.goto(`./guides/${name}.html`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await accessible(page);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await shot(page, `guide-${name}`);
    expect(seen).toEqual([]);
  });
