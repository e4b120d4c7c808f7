import { expect, type Page, test } from '@playwright/test';
import {
  accessible,
  enter,
  openLesson,
  screen,
  shot,
  showBench,
  step,
  stepIsDone,
  troubles,
  typeLine,
} from './page';

// Each test is a learner who does a lesson from start to end: clicks what a step shows, answers what it asks, and types
// what it leaves to them.

/** `click` presses the button of a block of a step, counted from 0, and waits until that has been done. */
async function click(page: Page, number: number, block: number): Promise<void> {
  const button = step(page, number).locator('.block .do').nth(block);
  await button.click();
  // A step that is done folds up, and its buttons are gone.
  const rests = (): Promise<boolean> =>
    button.evaluateAll(([one]) => !(one instanceof HTMLButtonElement && one.disabled));
  await expect.poll(rests, { timeout: 300_000 }).toBe(true);
}

async function answer(page: Page, outcome: RegExp): Promise<void> {
  await page.getByRole('radio', { name: outcome }).check();
}

/** `type` types lines into the workstation's terminal, each when the one before has ended. */
async function type(page: Page, ...lines: string[]): Promise<void> {
  await showBench(page, 'Workstation');
  for (const line of lines) {
    await expect(screen(page)).toContainText(/\$\s*$/);
    await typeLine(page, line);
  }
  await expect(screen(page)).toContainText(/\$\s*$/);
}

async function isFinished(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible();
  await accessible(page);
  await shot(page, `${name}-by-hand`);
}

test.beforeEach(() => test.setTimeout(900_000));

test('Where the key lives: by hand', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  await openLesson(page, 'Where the key lives');
  await click(page, 1, 0);
  await stepIsDone(page, 1);
  await click(page, 2, 0);
  await click(page, 2, 1);
  await stepIsDone(page, 2);
  await click(page, 3, 0);
  await answer(page, /You get the key/);
  await click(page, 3, 1);
  await stepIsDone(page, 3);

  await type(page, 'mpremote connect thief run client.py');
  await expect(step(page, 4)).toContainText('does not find a file on');
  await type(
    page,
    'mpremote connect thief cp loot/client.der loot/client-key.der :',
    'mpremote connect thief run client.py',
  );
  await stepIsDone(page, 4);

  await click(page, 5, 0);
  await click(page, 5, 1);
  await answer(page, /the file has been deleted/);
  await click(page, 5, 2);
  await stepIsDone(page, 5);
  await expect(step(page, 5)).toContainText('You had said something else');
  await click(page, 6, 0);
  await stepIsDone(page, 6);

  await type(
    page,
    'openssl ecparam -name prime256v1 -genkey -noout -out new-key.pem',
    'openssl req -new -key new-key.pem -subj /CN=cam2 -out new.csr',
    'openssl x509 -req -in new.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 365 -extfile client.ext -outform DER -out new.der',
    'openssl ec -in new-key.pem -outform DER -out new-key.der',
    'openssl x509 -in new.der -noout -fingerprint -sha256 > new.txt',
    'mpremote connect cam2 cp new.der :client.der + cp new-key.der :client-key.der',
    'mpremote connect openmv cp new.txt :guests/cam2.txt',
    'mpremote connect openmv run --no-follow server.py',
    'mpremote connect cam2 run client.py',
    'mpremote connect thief run client.py',
  );
  await stepIsDone(page, 7);
  await isFinished(page, 'where-the-key-lives');
  expect(seen).toEqual([]);
});
