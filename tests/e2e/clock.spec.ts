import { expect, type Page, test } from '@playwright/test';
import { enter, fileButton, openLesson, palette, showBench, showMe, stepIsDone } from './page';

const now = (page: Page) => page.locator('.now');

test('the scrubber goes from 2013 to 2038, by keys and by dragging', async ({ page }) => {
  await enter(page);
  const slider = page.getByRole('slider', { name: /True time/ });
  await slider.press('End');
  await expect(now(page)).toContainText('2038-01-19');
  await slider.press('Home');
  await expect(now(page)).toContainText('2013-01-01');
  await slider.press('PageUp');
  await expect(now(page)).toContainText('2014-01-01');
  await slider.press('ArrowRight');
  await expect(now(page)).toContainText('2014-01-02');

  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not there');
  await page.mouse.move(box.x + 5, box.y + 15);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 15, { steps: 5 });
  await page.mouse.up();
  await expect(now(page)).toContainText(/202[56]-/);

  // There is a way back, and a click does not jump.
  await page.getByRole('button', { name: 'Jump back' }).click();
  await expect(now(page)).toContainText('2014-01-02');
  await page.mouse.click(box.x + box.width - 5, box.y + 15);
  await expect(page.getByRole('dialog', { name: "The world's clock" })).toBeVisible();
  await expect(now(page)).toContainText('2014-01-02');
});

test('a jump to the next event of a certificate makes it expire', async ({ page }) => {
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  for (let number = 1; number <= 2; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await showBench(page, 'Workstation');
  await fileButton(page, 'server.pem').click();
  const card = page.getByRole('region', { name: /^certificate for openmv/ });
  await expect(card).toContainText('valid now, ends in 11 months');
  await palette(page, 'jump to the next certificate event');
  await expect(page.getByText(/server\.pem expires/)).toBeVisible();
  await expect(now(page)).toContainText('2027-11-2');
  await expect(card).toContainText('expired');

  await now(page).click();
  const panel = page.getByRole('dialog', { name: "The world's clock" });
  await panel.getByRole('button', { name: /server\.pem begins to be valid/ }).click();
  await expect(now(page)).toContainText('2026-11-2');
  await expect(card).toContainText('valid now');
  await panel.getByLabel('Jump to').fill('2040-01-01');
  await panel.getByLabel('Jump to').press('Enter');
  await expect(panel.getByRole('alert')).toContainText('2013 to 2038');
});
