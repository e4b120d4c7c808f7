import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { enter, fileButton, openLesson, screen, shot, showBench, step, stepIsDone } from './page';

// A lesson that is done by hand: commands are typed, the file is edited, predictions are chosen. Nothing is shown.

const LESSON = resolve(__dirname, '../../lessons/08-a-server-that-survives');
const SURVIVES = readFileSync(join(LESSON, 'solution/workstation/server.py'), 'utf8');
const CATCHES = SURVIVES.replace('    sock.settimeout(2)\n', '').replace('listen(5)', 'listen(1)');

const anywhere = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `command` types a line at the terminal's prompt and waits for the next prompt. */
async function command(page: Page, line: string): Promise<void> {
  await page.locator('.bench .xterm').click();
  await page.keyboard.type(line);
  await expect(screen(page)).toHaveText(new RegExp(`${anywhere(line)}\\s*$`));
  await page.keyboard.press('Enter');
  await expect(screen(page)).toHaveText(/\$\s*$/);
}

/** `write` replaces the text of a file in the editor, as with a keyboard, and waits until it is saved. */
async function write(page: Page, name: string, text: string): Promise<void> {
  const editor = page.locator('.editor .cm-content');
  if (!(await editor.isVisible())) await fileButton(page, name).press('Enter');
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+s');
  await showBench(page, 'Workstation');
}

test('a server that survives: typed, edited and predicted by hand', async ({ page }) => {
  await enter(page);
  await openLesson(page, 'A server that survives');
  await showBench(page, 'Workstation');
  const serve = (): Promise<void> => command(page, 'mpremote connect openmv run --no-follow server.py');
  const call = (): Promise<void> => command(page, 'mpremote connect cam2 run client.py');

  await serve();
  await call();
  await stepIsDone(page, 1);

  await page.getByRole('radio', { name: /^The server refuses this visitor/ }).check();
  await command(page, 'mpremote connect cam3 run http.py');
  await stepIsDone(page, 2);
  await expect(step(page, 2)).toContainText('You had said something else');

  await call();
  await stepIsDone(page, 3);

  await write(page, 'server.py', CATCHES);
  await serve();
  await command(page, 'mpremote connect cam3 run http.py');
  await command(page, 'mpremote connect cam3 run gone.py');
  await call();
  await stepIsDone(page, 4);

  await page.getByRole('radio', { name: /waits in vain/ }).check();
  await command(page, 'mpremote connect cam3 run --no-follow silent.py');
  await call();
  await stepIsDone(page, 5);

  // The server as it is still waits for the silent one, and the step says so.
  await command(page, 'mpremote connect cam3 run crowd.py');
  await expect(step(page, 6)).toContainText('turned away while another was being served');
  await shot(page, 'survives-crowd');
  await write(page, 'server.py', SURVIVES);
  await serve();
  await command(page, 'mpremote connect cam3 run crowd.py');
  await call();
  await stepIsDone(page, 6);

  await page.getByRole('radio', { name: /^At most a second/ }).check();
  await command(page, 'mpremote connect openmv run --no-follow server_async.py');
  await command(page, 'mpremote connect cam3 run crowd.py');
  await stepIsDone(page, 7);
  await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible();
});
