// The page in German: chosen in the page or by the address, remembered, with the first lessons and what the world says of them.
import { expect, type Page, test } from '@playwright/test';
import {
  accessibleAtEnd,
  accessibleEverywhere,
  enter,
  screen,
  shot,
  step,
  stepIsDone,
  switchOn,
  troubles,
  typeLine,
  worldIsThere,
} from './page';

const languageOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang');

const showMe = (page: Page): Promise<void> => page.getByRole('button', { name: 'Vormachen' }).click();

async function openLesson(page: Page, title: string): Promise<void> {
  await page.locator('header .crumb').click();
  await page.getByRole('dialog', { name: 'Kurs' }).getByRole('button', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await worldIsThere(page);
}

/** The words of buttons and tabs that are wider than these are. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a.btn, [role="tab"]')]
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => getComputedStyle(one).overflowX !== 'visible' || one.matches('.btn'))
      .map((one) => one.textContent?.trim() ?? ''),
  );

test('lesson 1 in German, chosen in the page and remembered', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  expect(await languageOf(page)).toBe('en');
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lerne die Kamera kennen' })).toBeVisible();
  expect(await languageOf(page)).toBe('de');
  await worldIsThere(page);
  await shot(page, 'german-1-start');

  await switchOn(page, 'openmv');
  await stepIsDone(page, 1);
  // The world says what is not yet true, and the lesson why.
  await expect(step(page, 2)).toContainText('openmv hat noch nicht');
  await typeLine(page, 'print(hello)');
  await expect(screen(page)).toContainText('NameError');
  await expect(step(page, 2)).toContainText('Ohne Anführungszeichen');
  await page.getByRole('button', { name: /^Tipp/ }).click();
  await expect(step(page, 2).locator('.hint')).toHaveCount(1);
  await typeLine(page, 'print("hello")');
  await stepIsDone(page, 2);
  await page.getByRole('radio', { name: /^Heute/ }).check();
  await page.getByRole('button', { name: 'Eintippen' }).first().click();
  await stepIsDone(page, 3);
  await expect(step(page, 3)).toContainText('Das ist geschehen');
  await shot(page, 'german-1-prediction');
  await expect(page.getByText('vor 13 Jahren').or(page.getByText('−13 J')).first()).toBeVisible();
  for (let number = 4; number <= 6; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await expect(page.getByRole('heading', { name: 'Was du jetzt kannst' })).toBeVisible();
  await accessibleEverywhere(page, 'german-1-end');

  // The next visit is in German too, with what was done.
  await page.goto('./');
  await expect(page).toHaveURL(/de\.html$/);
  await worldIsThere(page);
  await expect(page.getByRole('heading', { name: 'Was du jetzt kannst' })).toBeVisible();
  expect(seen).toEqual([]);
});

for (const title of [
  'Verschlüsseln genügt nicht',
  'Dein eigenes Zertifikat',
  'Die erste geprüfte Verbindung',
])
  test(`${title}: from start to end, in German`, async ({ page }) => {
    const seen = troubles(page);
    await page.goto('./?language=de');
    await worldIsThere(page);
    await openLesson(page, title);
    const steps = await page.locator('ol > .step').count();
    for (let number = 1; number <= steps; number++) {
      await showMe(page);
      await stepIsDone(page, number);
    }
    await expect(page.getByRole('heading', { name: 'Was du jetzt kannst' })).toBeVisible();
    await accessibleAtEnd(page, `german-end-${title.toLowerCase().replaceAll(' ', '-')}`);
    expect(seen).toEqual([]);
  });

test('a lesson without German text says so, and is there in the other language at a click', async ({
  page,
}) => {
  await page.goto('./?language=de');
  await worldIsThere(page);
  await openLesson(page, 'Names');
  await expect(page.getByText('bisher nur auf Englisch')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Names' })).toHaveAttribute('lang', 'en');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await worldIsThere(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Names' })).toBeVisible();
  await expect(page.getByText('in English so far')).toHaveCount(0);
  // The choice is kept against a link to the page in German that asks for no language.
  await page.goto('./de.html');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  // A link that asks for a language is a choice.
  await page.goto('./?lesson=meet-the-camera&language=de');
  await expect(page.getByRole('heading', { level: 1, name: 'Lerne die Kamera kennen' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('no German word is cut off', async ({ page }) => {
  await page.goto('./?language=de');
  await worldIsThere(page);
  await openLesson(page, 'Die erste geprüfte Verbindung');
  for (let number = 1; number <= 3; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  for (const [width, height] of [
    [1920, 1080],
    [1440, 900],
    [1100, 800],
    [768, 1024],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(250);
    await shot(page, `german-${width}`);
    expect(await cutOff(page), `${width} px`).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, `${width} px`).toBeLessThanOrEqual(0);
  }
});
