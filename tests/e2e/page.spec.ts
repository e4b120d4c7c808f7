import { expect, test } from '@playwright/test';
import {
  accessible,
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

for (const [scheme, theme] of [
  ['light', 'paper'],
  ['dark', 'darkroom'],
] as const)
  test(`no accessibility violation in ${theme}, at four widths`, async ({ page }) => {
    const seen = troubles(page);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await enter(page);
    await openLesson(page, 'First verified connection');
    for (const [name, width, height] of [
      ['wide', 1680, 1000],
      ['laptop', 1280, 800],
      ['tablet', 1024, 768],
      ['phone', 390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await accessible(page);
      await shot(page, `${name}-${theme}`);
    }
    expect(seen).toEqual([]);
  });
