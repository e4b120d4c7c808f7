import { expect, test } from '@playwright/test';
import {
  accessible,
  accessibleEverywhere,
  enter,
  openLesson,
  screen,
  shot,
  showBench,
  stepIsDone,
  switchOn,
  troubles,
  typeLine,
  worldIsThere,
} from './page';

test('a reload finds files, progress and arrangement again', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await stepIsDone(page, 1);
  await showBench(page, 'Workstation');
  await typeLine(page, 'echo kept > kept.txt');
  await expect(page.getByRole('button', { name: /kept\.txt/ }).first()).toBeVisible();
  await page.waitForTimeout(3000);
  await page.reload();
  await worldIsThere(page);
  await stepIsDone(page, 1);
  await showBench(page, 'Workstation');
  await expect(page.getByRole('button', { name: /kept\.txt/ }).first()).toBeVisible();
});

test('a camera in an endless loop leaves the page responsive and can be stopped', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await typeLine(page, 'while True: pass');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.bench .xterm').click();
  await page.keyboard.press('Control+c');
  await expect(screen(page)).toContainText('KeyboardInterrupt');
});

test('a file of the computer can be dropped in; one of 100 MB is refused with a message', async ({
  page,
}) => {
  await enter(page);
  await showBench(page, 'Workstation');
  const drop = (name: string, size: number): Promise<void> =>
    page.evaluate(
      ({ name, size }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(size).fill(65)], name));
        document
          .querySelector('.files')
          ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
      },
      { name, size },
    );
  await drop('notes.txt', 12);
  await expect(page.getByRole('button', { name: /notes\.txt/ }).first()).toBeVisible();
  await drop('film.mp4', 100 << 20);
  await expect(page.getByText(/film\.mp4 has 104\.9 MB/)).toBeVisible();
});

test('a cut share link and a damaged file are messages, and nothing is lost', async ({ page }) => {
  await enter(page, '#share=2.900.abc');
  await expect(page.getByText('This link is incomplete')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /exported file|Import/ })
    .first()
    .click();
  await (await chooser).setFiles({
    name: 'broken.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK nonsense'),
  });
  await expect(page.getByText(/damaged.*Nothing was changed/)).toBeVisible();
});

test('says what to do when WebAssembly is off', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('WebAssembly');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('keyboard only: palette, areas, message list', async ({ page }) => {
  await enter(page);
  await page.keyboard.press('Alt+3');
  await expect(page.locator('#area-network')).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type('switch openmv on');
  await page.keyboard.press('Enter');
  await stepIsDone(page, 1);
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeHidden();
});

test('what is typed before the palette is there is what it looks for', async ({ page }) => {
  let arrive = (): void => {};
  const asked = new Promise<void>((resolve) => {
    void page.route(/\/Palette-[^/]*\.js$/, async (route) => {
      resolve();
      await new Promise<void>((resume) => {
        arrive = resume;
      });
      await route.continue();
    });
  });
  await enter(page);
  await page.keyboard.press('Control+k');
  await asked;
  await page.keyboard.type('switch openmx');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('v on');
  arrive();
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toHaveValue(
    'switch openmv on',
  );
  await page.keyboard.press('Enter');
  await stepIsDone(page, 1);
});

test('phone: the lesson is the page, the bench slides in', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shot(page, 'phone-lesson');
  await page.getByRole('button', { name: /Power on openmv/ }).click();
  await expect(screen(page)).toContainText('>>>');
  await shot(page, 'phone-bench');
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Lesson' }).click();
  await stepIsDone(page, 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});

test('what handshakes cost the real camera is a click on its model away', async ({ page }) => {
  await enter(page);
  await showBench(page, 'openmv');
  await page.getByRole('button', { name: 'OpenMV Cam RT1062' }).click();
  const dialog = page.getByRole('dialog', { name: 'On the real camera' });
  await expect(
    dialog.getByRole('row', { name: /^P-256, server the client verifies \d+\.\d \d+ ms/ }),
  ).toBeVisible();
  await page.waitForTimeout(300);
  await accessible(page);
  await shot(page, 'real-camera');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('what stands in front of the page has no accessibility violation, wherever it is opened', async ({
  page,
}) => {
  const seen = troubles(page);
  await enter(page);
  await page.getByRole('button', { name: 'About tlscam' }).click();
  const about = page.getByRole('dialog', { name: 'About tlscam' });
  await expect(about.getByRole('row', { name: /^MicroPython 1\.\d+\.\d+ / })).toBeVisible();
  await expect(about.getByRole('row', { name: /^@fontsource-variable\/inter .* OFL-1\.1/ })).toBeVisible();
  await accessibleEverywhere(page, 'about');
  const licence = await about.getByRole('link', { name: /licence of OpenSSL$/ }).getAttribute('href');
  expect(await (await page.request.get(licence ?? '')).text()).toContain('Apache License');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+1');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'All keys' });
  await accessible(page);
  await shot(page, 'keys');
  await keys.getByRole('checkbox', { name: /single character/ }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('?');
  await expect(keys).toHaveCount(0);
  expect(seen).toEqual([]);
});

test('a word of the subject is explained to touch and to keyboard', async ({ page }) => {
  await enter(page);
  await openLesson(page, 'A certificate of your own');
  const word = page.locator('.lesson dfn button').first();
  await word.focus();
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText(/\w+ \w+/);
  await expect(word).toHaveAccessibleDescription((await tip.textContent()) ?? '');
  await accessible(page);
  await shot(page, 'glossary');
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await word.click();
  await expect(tip).toBeVisible();
});

test('text that is selected out of a dialog does not close it; a click beside it does', async ({ page }) => {
  await enter(page);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'What do you want to do?' });
  await field.fill('switch');
  const box = await field.boundingBox();
  if (!box) throw new Error('the field is not there');
  await page.mouse.move(box.x + 40, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(20, 600, { steps: 4 });
  await page.mouse.up();
  await expect(field).toBeVisible();
  await page.mouse.click(20, 600);
  await expect(field).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a terminal has the keys that touch keyboards lack', async ({ page }) => {
    await enter(page);
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Bench' }).click();
    await showBench(page, 'Workstation');
    await page.locator('.bench .xterm').tap();
    await page.keyboard.type('cat lo');
    const bar = page.getByRole('toolbar');
    await bar.getByRole('button', { name: 'Tab' }).tap();
    await expect(screen(page)).toContainText('cat look.py');
    await bar.getByRole('button', { name: 'Ctrl, for the next key' }).tap();
    await page.keyboard.type('c');
    await expect(screen(page)).toContainText('^C');
    await shot(page, 'phone-keys');
    await accessible(page);
  });
});
