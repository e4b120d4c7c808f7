import { expect, test } from '@playwright/test';
import {
  enter,
  fileButton,
  openLesson,
  palette,
  screen,
  showBench,
  showMe,
  stepIsDone,
  typeLine,
} from './page';

test('a share link carries lesson, scripts, faults and time to another browser, and no keys', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  await showMe(page); // makes a key
  await stepIsDone(page, 1);
  await showBench(page, 'Workstation');
  await typeLine(page, `echo 'print("shared")' > shared.py`);
  await expect(fileButton(page, 'shared.py')).toBeVisible();
  await page.getByRole('tab', { name: 'Faults' }).click();
  await page.getByLabel('pool.ntp.org').selectOption({ label: 'does not answer' });
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.getByRole('button', { name: /^Link of openmv/ }).press('Enter');
  await page.getByRole('group', { name: 'Link of openmv' }).getByRole('button', { name: 'Unplug' }).click();
  await page.getByRole('slider', { name: /True time/ }).press('PageUp');
  await expect(page.locator('.now')).toContainText('2027-11-2');
  await palette(page, 'add a camera');
  const dialog = page.getByRole('dialog', { name: 'Another camera' });
  await dialog.getByRole('radio', { name: 'Portenta' }).check();
  await dialog.getByRole('button', { name: 'Add camera' }).click();

  await page.getByRole('button', { name: 'Copy a link to this scene' }).click();
  await expect(page.getByText('The link is in the clipboard')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(link);
  await expect(theirs.getByText('This is a shared scene')).toBeVisible();
  expect(new URL(theirs.url()).hash).toBe('');
  await expect(theirs.getByRole('heading', { level: 1, name: 'A certificate of your own' })).toBeVisible();
  await expect(theirs.locator('.now')).toContainText('2027-11-2');
  await expect(theirs.getByRole('button', { name: /^Link of openmv: down/ })).toBeVisible();
  await expect(theirs.getByRole('tab', { name: 'Faults (1)' })).toBeVisible();
  await showBench(theirs, 'cam2');
  await expect(theirs.locator('.bench .model')).toHaveText('Arduino Portenta H7');
  await showBench(theirs, 'Workstation');
  await typeLine(theirs, 'cat shared.py');
  await expect(screen(theirs)).toContainText('print("shared")');
  await expect(fileButton(theirs, 'shared.py')).toBeVisible();
  await expect(fileButton(theirs, 'server-key.pem')).toHaveCount(0);
  await other.close();
});
