import { expect, test } from '@playwright/test';
import { accessible, enter, openLesson, palette, screen, shot, switchOn, troubles, typeLine } from './page';

test('a camera is added by keys alone, comes into the network and survives a reload', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  await page.getByRole('tab', { name: 'openmv' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Add a camera' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Another camera' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(dialog.getByRole('radio')).toHaveCount(4);
  await accessible(page);
  await shot(page, 'add-camera');

  await page.keyboard.type('front door');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('letters, digits and hyphens');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('door');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('tab', { name: 'door' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.bench .model')).toHaveText('OpenMV N6');

  await switchOn(page, 'door');
  for (const line of ['import network', 'lan = network.LAN(); lan.active(True)']) await typeLine(page, line);
  await expect(page.getByRole('region', { name: 'Bench' })).toContainText(/192\.168\.1\.5\d/);
  await expect(page.getByRole('button', { name: /^Link of door/ })).toBeVisible();

  await page.evaluate(() => new Promise((done) => setTimeout(done, 2500)));
  await page.reload();
  await page.getByRole('tab', { name: 'door' }).click();
  await expect(page.locator('.bench .model')).toHaveText('OpenMV N6');
  expect(seen).toEqual([]);
});

test('a camera goes with its drive, and only one of the learner’s own', async ({ page }) => {
  await enter(page);
  await palette(page, 'free bench');
  await expect(page.getByRole('tab', { name: 'cam2' })).toBeVisible();
  await page.getByRole('tab', { name: 'cam2' }).click();
  await typeLine(page, 'open("notes.txt", "w").write("x")');
  await expect(page.locator('.files')).toContainText('notes.txt');
  await page.getByRole('button', { name: 'Remove cam2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove cam2' });
  await expect(dialog).toContainText('notes.txt');
  await accessible(page);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('tab', { name: 'cam2' })).toBeVisible();
  await palette(page, 'remove cam2');
  await dialog.getByRole('button', { name: 'Remove cam2' }).click();
  await expect(page.getByRole('tab', { name: 'cam2' })).toBeHidden();
  await expect(screen(page)).toBeVisible();

  // The last camera stays, and so do those of a lesson.
  await page.getByRole('tab', { name: 'openmv' }).click();
  await expect(page.getByRole('button', { name: 'Remove openmv' })).toBeHidden();
  await openLesson(page, 'First verified connection');
  await page.getByRole('tab', { name: 'cam2' }).click();
  await expect(page.getByRole('button', { name: 'Remove cam2' })).toBeHidden();
});

test('a script lights the camera up and waits for its button, which a key holds down', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await typeLine(page, 'from machine import LED, Pin');
  await typeLine(page, "LED('LED_RED').on(); LED('LED_BLUE').on()");
  await typeLine(page, "Pin('SW', Pin.IN).irq(lambda pin: print('pressed' if pin() == 0 else 'let go'))");
  await expect(page.locator('.bench dl')).toContainText('red + blue');
  const button = page.getByRole('button', { name: 'Hold SW' });
  await button.focus();
  await page.keyboard.down('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(screen(page)).toContainText('pressed');
  await page.keyboard.up('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(screen(page)).toContainText('let go');
  await accessible(page);
  await shot(page, 'pins');
});
