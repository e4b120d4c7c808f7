import { expect, type Page, test } from '@playwright/test';
import {
  accessible,
  enter,
  fileButton,
  saved,
  screen,
  shot,
  showBench,
  stepIsDone,
  switchOn,
  typeLine,
  worldIsThere,
} from './page';

/** From now on until a reload, every write fails as in a browser whose quota is used up. */
async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      const request = put.apply(this, args);
      const error = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      Object.defineProperty(this.transaction, 'error', { value: error });
      this.transaction.abort();
      return request;
    };
  });
}

test('a full storage is a message; the page goes on, and an export has everything', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await stepIsDone(page, 1);
  await showBench(page, 'Workstation');
  await typeLine(page, 'echo early > early.txt');
  await expect(fileButton(page, 'early.txt')).toBeVisible();
  await saved(page, 'early.txt');

  await fillStorage(page);
  await typeLine(page, 'echo late > late.txt');
  await expect(page.getByText(/no more room.*not saved/)).toBeVisible();
  await typeLine(page, 'cat late.txt');
  await expect(screen(page)).toContainText(/\nlate|^late|late\s*\$/);

  const download = page.waitForEvent('download');
  await page
    .getByRole('region', { name: 'Messages' })
    .getByRole('button', { name: 'Export everything' })
    .click();
  const file = await (await download).path();

  // The data kept before is still there; once there is room again, the exported file restores the rest.
  await page.reload();
  await worldIsThere(page);
  await stepIsDone(page, 1);
  await showBench(page, 'Workstation');
  await expect(fileButton(page, 'early.txt')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /exported file|Import/ })
    .first()
    .click();
  const begun = page.waitForEvent('load');
  await (await chooser).setFiles(file);
  const ask = page.getByRole('dialog', { name: 'Import an exported file' });
  await expect(ask).toContainText('They take the place of all files');
  await accessible(page);
  await shot(page, 'import');
  await ask.getByRole('button', { name: 'Replace everything' }).click();
  await begun;
  await worldIsThere(page);
  await showBench(page, 'Workstation');
  await expect(fileButton(page, 'late.txt')).toBeVisible();
});

test('files go out: one, all as a zip, dragged to the desktop', async ({ page }) => {
  await enter(page);
  await showBench(page, 'Workstation');
  await typeLine(page, 'echo going out > out.txt');
  await fileButton(page, 'out.txt').hover();

  const one = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download out.txt' }).click();
  expect((await one).suggestedFilename()).toBe('out.txt');
  expect(await text(await one)).toBe('going out\n');

  const all = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all as zip' }).click();
  expect((await all).suggestedFilename()).toBe('workstation.zip');

  await fileButton(page, 'out.txt').dispatchEvent('pointerdown');
  const carried = (): Promise<string> =>
    fileButton(page, 'out.txt').evaluate((button) => {
      const dataTransfer = new DataTransfer();
      button.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));
      return dataTransfer.getData('DownloadURL');
    });
  await expect.poll(carried).toContain('application/octet-stream:out.txt:data:');
  expect(Buffer.from((await carried()).split('base64,')[1] ?? '', 'base64').toString()).toBe('going out\n');
});

test('two tabs on one lesson: one has it, the other one says so and can go on with it', async ({
  page,
  context,
}) => {
  await enter(page);
  await showBench(page, 'Workstation');
  const other = await context.newPage();
  await other.goto('./');
  const panel = other.getByRole('alert').filter({ hasText: 'open in another tab' });
  await expect(panel).toBeVisible();
  await accessible(other);
  await shot(other, 'two-tabs');

  await page.bringToFront();
  await typeLine(page, 'echo mine > mine.txt');
  await expect(fileButton(page, 'mine.txt')).toBeVisible();
  await other.bringToFront();
  await panel.getByRole('button', { name: 'Continue here' }).click();
  await worldIsThere(other);
  await showBench(other, 'Workstation');
  await expect(fileButton(other, 'mine.txt')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'open in another tab' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose another lesson' }).click();
  await page.getByRole('dialog', { name: 'Course' }).getByRole('button', { name: 'A certificate of your own' }).click();
  await worldIsThere(page);
});

async function text(download: { path(): Promise<string> }): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(await download.path(), 'utf8');
}
