import { expect, test } from '@playwright/test';
import { accessible, enter, openLesson, palette, shot, showBench, stepIsDone, typeLine } from './page';

test('the presenter view shows one step at a time in large type, by keyboard alone', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  /** The size of the letters of the lesson's text. */
  const size = (): Promise<number> =>
    page
      .locator('.lesson .prose')
      .first()
      .evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize) * text.currentCSSZoom);
  const before = await size();
  await palette(page, 'presenter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.getByRole('button', { name: 'End presenting' })).toBeVisible();
  await expect(heading).toHaveText('A certificate of your own');
  expect((await size()) / before).toBeCloseTo(1.5, 1);
  await expect(page.locator('.step')).toHaveCount(0);
  await accessible(page);

  await page.keyboard.press('PageDown');
  await expect(page.locator('#step-0')).toBeVisible();
  await expect(page.locator('.step')).toHaveCount(1);
  await expect(page.getByText('step 1 of')).toBeVisible();
  await accessible(page);
  await shot(page, 'presenter');
  // The bench stays beside it, and a remote control turns the step from there too.
  await showBench(page, 'Workstation');
  const cell = await page.locator('.bench .xterm-rows > div').first().boundingBox();
  expect(cell?.height).toBeGreaterThan(24);
  await page.locator('.bench .xterm').click();
  await page.keyboard.press('PageDown');
  await expect(page.locator('#step-1')).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(page.locator('#step-0')).toBeVisible();
  await page.getByRole('button', { name: 'Show me' }).press('Enter');
  await stepIsDone(page, 1);
  await typeLine(page, 'echo still here');

  for (let turn = 0; turn < 12; turn++) await page.keyboard.press('PageDown');
  await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'On', exact: true })).toBeDisabled();
  await page.locator('#area-lesson').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'End presenting' })).toHaveCount(0);
  await expect(page.locator('.step')).not.toHaveCount(1);
  await page.keyboard.press('Alt+p');
  await expect(page.getByRole('button', { name: 'End presenting' })).toBeVisible();
});
