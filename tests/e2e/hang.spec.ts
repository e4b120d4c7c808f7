import { expect, test } from '@playwright/test';
import {
  accessible,
  enter,
  fileButton,
  screen,
  shot,
  showBench,
  switchOn,
  typeLine,
  worldIsThere,
} from './page';

test('a script that hangs inside of C is named; starting again loses no file', async ({ page }) => {
  await enter(page);
  await switchOn(page, 'openmv');
  await showBench(page, 'Workstation');
  await typeLine(page, 'echo kept > kept.txt');
  await expect(fileButton(page, 'kept.txt')).toBeVisible();
  // This comes at once, before the world has been saved by itself.
  await showBench(page, 'openmv');
  await expect(screen(page)).toContainText('>>>');
  await typeLine(page, 'sum(range(2**30-1)) + sum(range(2**30-1))');

  const trouble = page.getByRole('alert').filter({ hasText: 'openmv does not answer' });
  await expect(trouble).toContainText('a single operation of its script');
  await accessible(page);
  await shot(page, 'hang');
  await trouble.getByRole('button', { name: 'Start again from what was saved' }).click();

  await worldIsThere(page);
  await expect(trouble).toBeHidden();
  await showBench(page, 'Workstation');
  await expect(fileButton(page, 'kept.txt')).toBeVisible();
  await typeLine(page, 'cat kept.txt');
  await expect(screen(page)).toContainText('kept');
  // The camera is off, whatever its script does; switched on, it works.
  await switchOn(page, 'openmv');
});
