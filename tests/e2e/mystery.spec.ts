import { expect, test } from '@playwright/test';
import { accessibleEverywhere, enter, showMe, step, stepIsDone, troubles } from './page';

test('a mystery by its number: named, repaired, and its points', async ({ page }) => {
  const seen = troubles(page);
  await enter(page, '#mystery=7');
  await expect(page.getByRole('heading', { level: 1, name: 'Mysteries' })).toBeVisible();
  const mystery = page.getByRole('region', { name: 'Mystery 7' });
  await expect(mystery).toContainText('100 points left');
  await expect(mystery.getByRole('spinbutton', { name: 'Mystery number' })).toHaveValue('7');
  // The causes are the same list for every mystery.
  await expect(mystery.getByRole('option')).not.toHaveCount(1);
  expect(await mystery.getByRole('option').count()).toBeGreaterThan(25);
  await expect(page.getByRole('button', { name: 'Why?' })).toHaveCount(0);
  // The scripts need a while until they have failed.
  await showMe(page);
  await expect(mystery).toContainText('Kept.');
  await stepIsDone(page, 1);
  await showMe(page);
  await expect(mystery).toContainText('You were right:');
  await stepIsDone(page, 2);
  await expect(mystery).toContainText('30 points left');
  await accessibleEverywhere(page, 'mystery-end');
  expect(seen).toEqual([]);
});

test('another number is another mystery, and asking why costs points', async ({ page }) => {
  await enter(page, '#mystery=7');
  const number = page.getByRole('spinbutton', { name: 'Mystery number' });
  await number.fill('8');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const mystery = page.getByRole('region', { name: 'Mystery 8' });
  await expect(mystery).toContainText('100 points left');
  await mystery.getByRole('button', { name: 'Ask why' }).click();
  await expect(mystery).toContainText('75 points left');
  await mystery.getByRole('combobox').selectOption({ index: 1 });
  await mystery.getByRole('button', { name: 'Name it' }).click();
  await stepIsDone(page, 1);
  await expect(step(page, 2)).not.toHaveClass(/done/);
});
