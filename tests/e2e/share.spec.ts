import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  accessible,
  enter,
  fileButton,
  openLesson,
  palette,
  saved,
  screen,
  shot,
  showBench,
  showMe,
  stepIsDone,
  typeLine,
  worldIsThere,
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

  await page.getByRole('button', { name: 'Share this scene' }).click();
  await page
    .getByRole('dialog', { name: 'Share this scene' })
    .getByRole('button', { name: 'Copy link' })
    .click();
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

/** Chooses to share everything, in the dialog that is opened here. */
async function shareAll(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Share this scene' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this scene' });
  await dialog.getByRole('radio', { name: 'Everything as it is now' }).check();
  return dialog;
}

test('a link to a state carries files, keys and the step, and is asked for before it replaces anything', async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  await showMe(page); // makes a key
  await stepIsDone(page, 1);
  const dialog = await shareAll(page);
  await accessible(page);
  await shot(page, 'share-state');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('keys too')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(8500);

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto('./');
  await openLesson(theirs, 'A certificate of your own');
  await showBench(theirs, 'Workstation');
  await typeLine(theirs, 'echo mine > mine.txt');
  await saved(theirs, 'mine.txt');
  await theirs.goto(link);
  const question = theirs.getByRole('dialog', { name: 'Open a shared state' });
  await expect(question).toContainText('A certificate of your own');
  await expect(question).toContainText(/It brings \d+ files?\./);
  await accessible(theirs);
  await shot(theirs, 'open-state');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await showBench(theirs, 'Workstation');
  await expect(fileButton(theirs, 'mine.txt')).toBeVisible();
  await expect(fileButton(theirs, 'server-key.pem')).toHaveCount(0);

  await theirs.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await question.getByRole('button', { name: 'Open it' }).click();
  await worldIsThere(theirs);
  await stepIsDone(theirs, 1);
  await showBench(theirs, 'Workstation');
  await expect(fileButton(theirs, 'server-key.pem')).toBeVisible();
  await expect(fileButton(theirs, 'mine.txt')).toHaveCount(0);
  expect(new URL(theirs.url()).hash).toBe('');
  // It is theirs from now on.
  await saved(theirs, 'server-key.pem');
  await theirs.reload();
  await stepIsDone(theirs, 1);
  await other.close();
});

test('a state that is too large for a link is a file, which the page opens', async ({ page, browser }) => {
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  await showBench(page, 'Workstation');
  await typeLine(page, 'openssl rand -base64 -out large.txt 12000');
  await expect(fileButton(page, 'large.txt')).toBeVisible({ timeout: 60_000 });
  const dialog = await shareAll(page);
  await expect(dialog).toContainText('too much for a link');
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeDisabled();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toBe('a-certificate-of-your-own.tlscam');
  const file = await (await download).path();

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto('./');
  await worldIsThere(theirs);
  const chooser = theirs.waitForEvent('filechooser');
  await theirs.getByRole('button', { name: 'Continue from an exported file' }).click();
  const name = 'a-certificate-of-your-own.tlscam';
  await (await chooser).setFiles({ name, mimeType: '', buffer: readFileSync(file) });
  await theirs
    .getByRole('dialog', { name: 'Open a shared state' })
    .getByRole('button', { name: 'Open it' })
    .click();
  await worldIsThere(theirs);
  await showBench(theirs, 'Workstation');
  await expect(fileButton(theirs, 'large.txt')).toBeVisible();

  // The same file beside the page, named by a link.
  await theirs.route('**/states/lesson.tlscam', (route) => route.fulfill({ path: file }));
  await theirs.goto('./?state=states/lesson.tlscam');
  await expect(theirs.getByRole('dialog', { name: 'Open a shared state' })).toBeVisible();
  expect(new URL(theirs.url()).search).toBe('');
  await theirs.goto('./?state=https://evil.example/a.tlscam');
  await expect(theirs.getByText('There is no file https://evil.example/a.tlscam')).toBeVisible();
  await other.close();
});
