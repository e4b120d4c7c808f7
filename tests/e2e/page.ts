import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

// These functions are what a person does with the page, in the words of the tests.

const SHOTS = resolve(__dirname, '../../build/e2e');

/**
 * `troubles` collects everything that went wrong unnoticed by the learner: exceptions, refused styles and
 * scripts.
 */
export function troubles(page: Page): string[] {
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  return seen;
}

export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** `enter` opens the page and waits for the world. */
export async function enter(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await worldIsThere(page);
}

export async function worldIsThere(page: Page): Promise<void> {
  await expect(page.locator('[data-world="running"]')).toBeVisible();
}

export async function openLesson(page: Page, title: string): Promise<void> {
  await page.locator('header .crumb').click();
  await page.getByRole('dialog', { name: 'Course' }).getByRole('button', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await worldIsThere(page);
}

export const step = (page: Page, number: number): Locator => page.locator(`#step-${number - 1}`);

export async function stepIsDone(page: Page, number: number): Promise<void> {
  await expect(step(page, number)).toHaveClass(/done/);
}

export async function showBench(page: Page, place: string): Promise<void> {
  await page.getByRole('tab', { name: place }).click();
}

export async function switchOn(page: Page, camera: string): Promise<void> {
  await showBench(page, camera);
  await page.locator('.power').click();
  await expect(screen(page)).toContainText('>>>');
}

export const screen = (page: Page): Locator => page.locator('.bench .xterm-rows');

/** `typeLine` types a line into the terminal or console, as on a keyboard. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.locator('.bench .xterm').click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** `fileButton` is a file in the list of the place that is shown. */
export const fileButton = (page: Page, name: string): Locator =>
  page.locator('.files').getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) });

/** `palette` runs the command of this name in the palette, by keyboard. */
export async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeHidden();
}

/** The part of a kept world that the tests look at. */
export interface KeptWorld {
  workstation?: { path: string }[];
  cameras?: { name: string; powered: boolean }[];
}

/** `kept` waits until this is true of a world that the browser keeps, which is a moment after it is true of the page's. */
export async function kept(page: Page, isSo: (world: KeptWorld) => boolean): Promise<void> {
  const worlds = (): Promise<KeptWorld[]> =>
    page.evaluate(
      () =>
        new Promise<KeptWorld[]>((resolve) => {
          const opening = indexedDB.open('tlscam');
          opening.onsuccess = () => {
            const all = opening.result.transaction('kept').objectStore('kept').getAll();
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result);
            };
          };
        }),
    );
  await expect.poll(async () => (await worlds()).some(isSo)).toBe(true);
}

/** `saved` waits until a file of the workstation is among what the browser keeps. */
export const saved = (page: Page, path: string): Promise<void> =>
  kept(page, ({ workstation }) => workstation?.some((file) => file.path === path) ?? false);

/**
 * `showMe` presses "Show me", which is enabled when the step before has been shown. It continues after this.
 */
export async function showMe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show me' }).click();
}

/** Looks at the page, or at the part of it that a selector names: a frame with what is in it. */
export async function accessible(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  const words = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(words).toEqual([]);
}

/** `accessibleEverywhere` looks at the page as it is now in both themes, at the widths of a screen, a laptop and a phone. */
export async function accessibleEverywhere(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const [width, height] of [
    [1680, 1000],
    [1100, 800],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(250);
      await accessible(page);
      await shot(page, `${name}-${width}-${colorScheme}`);
    }
  }
  if (before) await page.setViewportSize(before);
}

/**
 * `accessibleAtEnd` looks at a lesson that has been done: as it is now, or in the long form (TLSCAM_FULL=1) everywhere. All lessons
 * are made of the same parts.
 */
export async function accessibleAtEnd(page: Page, name: string): Promise<void> {
  if (process.env.TLSCAM_FULL === '1') return accessibleEverywhere(page, name);
  await accessible(page);
  await shot(page, name);
}

/** `pullThePlug` makes the page work from what it has kept: nothing else answers. */
export async function pullThePlug(context: BrowserContext): Promise<void> {
  await context.setOffline(true);
}
