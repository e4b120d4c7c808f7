import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  accessibleAtEnd,
  accessibleEverywhere,
  enter,
  openLesson,
  palette,
  screen,
  shot,
  showBench,
  showMe,
  step,
  stepIsDone,
  switchOn,
  troubles,
  typeLine,
} from './page';

test('meet the camera: power, REPL, clock, a script', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Meet the camera' })).toBeVisible();
  await switchOn(page, 'openmv');
  await stepIsDone(page, 1);
  await typeLine(page, 'print("hello")');
  await stepIsDone(page, 2);
  // The answer is held back until it has been seen.
  await expect(step(page, 3)).not.toContainText('Remember this');
  await expect(step(page, 3).getByRole('button', { name: 'Type it' })).toHaveCount(0);
  await shot(page, 'lesson-1-prediction');
  await page.getByRole('radio', { name: /^Today/ }).check();
  await page.getByRole('button', { name: 'Type it' }).first().click();
  await expect(screen(page)).toContainText('(2013, 10, 14');
  await stepIsDone(page, 3);
  await expect(step(page, 3)).toContainText('This is what happened');
  await expect(step(page, 3)).toContainText('You had said something else');
  await expect(page.getByRole('radio', { name: /^Today/ })).toBeChecked();
  await shot(page, 'lesson-1-clock');
  for (let number = 4; number <= 6; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible();
  await accessibleEverywhere(page, 'lesson-1-end');
  expect(seen).toEqual([]);
});

test('a step that went wrong says so, and a hint comes when asked for', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await typeLine(page, 'print(hello)');
  await expect(screen(page)).toContainText('NameError');
  await expect(step(page, 2)).toContainText('quotation marks');
  await page.getByRole('button', { name: /^Hint/ }).click();
  await expect(step(page, 2).locator('.hint')).toHaveCount(1);
});

for (const title of [
  'Encryption is not enough',
  'A certificate of your own',
  'First verified connection',
  'Names',
  'Read the handshake',
  'Which key?',
  'Both sides prove themselves',
  'A certificate the world trusts',
  'Client of a public server',
  'Certificates end',
  'Read-only',
  'TLS over UDP',
])
  test(`${title}: from start to end`, async ({ page }) => {
    await enter(page);
    await openLesson(page, title);
    const steps = await page.locator('ol > .step').count();
    for (let number = 1; number <= steps; number++) {
      await showMe(page);
      await stepIsDone(page, number);
    }
    await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible();
    if (title === 'First verified connection')
      await expect(page.getByRole('region', { name: 'Wire' })).toContainText(/[Pp]roved/);
    await accessibleAtEnd(page, `lesson-end-${title.toLowerCase().replaceAll(' ', '-')}`);
  });

test('attackers are started, read and stopped in the panel, and placed on a free bench', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  await openLesson(page, 'Encryption is not enough');
  await page.getByRole('tab', { name: /^Attackers/ }).click();
  const eve = page.getByRole('region', { name: 'eve', exact: true });
  await expect(eve).toContainText('eve has learned nothing.');
  await eve.getByRole('button', { name: 'Start eve' }).click();
  await expect(page.getByRole('tab', { name: 'Attackers (1)' })).toBeVisible();
  await showMe(page);
  await stepIsDone(page, 1);
  await expect(eve.getByRole('list')).toContainText('password 7319');
  await shot(page, 'attackers');
  await eve.getByRole('button', { name: 'Stop eve' }).click();
  await expect(eve.getByRole('button', { name: 'Start eve' })).toBeVisible();
  await page.getByRole('tab', { name: 'Network', exact: true }).click();
  await page.getByRole('button', { name: /^mallory, Man in the middle: does nothing/ }).click();
  await expect(page.getByRole('region', { name: 'mallory', exact: true })).toBeVisible();
  expect(seen).toEqual([]);
});

test('a refused certificate is a broken arrow, two ends that say why, and one line of diagnosis', async ({
  page,
}) => {
  await enter(page);
  await openLesson(page, 'First verified connection');
  for (let number = 1; number <= 3; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await page.locator('#conversation, .ends').first().waitFor();
  const wire = page.getByRole('region', { name: 'Wire' });
  await expect(wire.getByText('Refused by cam2', { exact: true })).toBeVisible();
  await expect(wire.getByRole('button', { name: /Alert/ }).first()).toBeVisible();
  await expect(wire).toContainText('The certificate validity starts in the future');
  await shot(page, 'refused');
});

test('typed by hand: openssl in the terminal, with completion and history', async ({ page }) => {
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  await showBench(page, 'Workstation');
  await typeLine(page, 'openssl version');
  await expect(screen(page)).toContainText('OpenSSL 3');
  await page.keyboard.press('ArrowUp');
  await expect(screen(page)).toContainText(/\$ openssl version\s*$/);
  await page.keyboard.press('Control+c');
  await page.keyboard.type('cat lo');
  await page.keyboard.press('Tab');
  await expect(screen(page)).toContainText('cat load.py');
});

test('a finished lesson leaves its card, and a file for a teacher', async ({ page }) => {
  await enter(page);
  const steps = await page.locator('ol > .step').count();
  for (let number = 1; number <= steps; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await expect(page.locator('#lesson-end')).toContainText('Why it failed');

  // A step that is done shows what it kept back, and the solution.
  const done = step(page, 2);
  if ((await done.getByRole('button', { expanded: false }).count()) > 0)
    await done.getByRole('button', { expanded: false }).first().click();
  await done.getByText('Hints and solution').click();
  await expect(done.locator('.hint').first()).toBeVisible();

  await palette(page, 'Cards of finished');
  const cards = page.getByRole('dialog', { name: 'Cards' });
  await expect(cards.getByRole('heading', { name: 'Meet the camera' })).toBeVisible();
  await cards.getByRole('searchbox').fill('main.py nothing-of-that-name');
  await expect(cards.getByRole('status')).toContainText('No card');
  await cards.getByRole('searchbox').fill('MAIN.PY');
  await expect(cards.getByRole('heading', { name: 'Meet the camera' })).toBeVisible();
  await shot(page, 'cards');
  await page.emulateMedia({ media: 'print' });
  await expect(cards.getByRole('heading', { name: 'Meet the camera' })).toBeVisible();
  await expect(page.locator('.page')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await cards.getByRole('button', { name: 'Close' }).click();

  await palette(page, 'Save my progress');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file' }).click();
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(file).toMatchObject({ format: 'tlscam-progress', name: '', lessons: [{ finished: true }] });
  expect(file.lessons[0].steps).toHaveLength(steps);
});
