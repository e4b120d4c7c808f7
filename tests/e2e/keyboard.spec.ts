import { expect, type Locator, type Page, test } from '@playwright/test';
import { enter, openLesson, palette, screen, showMe, stepIsDone } from './page';

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let at = 0; at < 80; at++) {
    if (await wanted.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not get there');
}

async function type(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

test('a whole lesson by keyboard alone', async ({ page }) => {
  await enter(page);
  const terminal = page.locator('.bench .xterm textarea');
  // Step 1: the camera's own button.
  await page.keyboard.press('Alt+2');
  await tabTo(page, page.locator('.power'));
  await page.keyboard.press('Enter');
  await stepIsDone(page, 1);
  await expect(screen(page)).toContainText('>>>');
  // Steps 2 and 3: its console.
  await tabTo(page, terminal);
  await type(page, 'print("hello")');
  await stepIsDone(page, 2);
  await type(page, 'import time');
  await type(page, 'time.localtime()');
  await stepIsDone(page, 3);
  // Its answer stays in sight; the workstation is marked, and shown when the focus comes to the next step.
  await expect(screen(page)).toContainText('(2013, 10, 14');
  await expect(page.getByRole('tab', { name: /Workstation.*next step is here/ })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await tabTo(page, page.locator('#step-3 h2'));
  await expect(page.getByRole('tab', { name: 'Workstation' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+2');
  await tabTo(page, terminal);
  await type(page, 'mpremote connect openmv run look.py');
  await stepIsDone(page, 4);
  await type(page, 'mpremote connect openmv cp look.py :main.py');
  await expect(screen(page)).toContainText('cp look.py :main.py');
  await expect(page.getByRole('status').first()).toBeAttached();
  await palette(page, 'switch openmv off');
  await palette(page, 'switch openmv on');
  await stepIsDone(page, 5);
  await page.keyboard.press('Alt+2');
  await tabTo(page, terminal);
  await type(page, "echo 'print(\"ready\")' >> look.py");
  await type(page, 'mpremote connect openmv cp look.py :main.py');
  await expect(screen(page)).toHaveText(/look\.py :main\.py[^$]*\$\s*$/);
  await palette(page, 'switch openmv off');
  await palette(page, 'switch openmv on');
  await stepIsDone(page, 6);
  await page.keyboard.press('Alt+1');
  await tabTo(page, page.getByRole('button', { name: 'Next', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Encryption is not enough' })).toBeVisible();
});

test('Tab leaves a terminal after Escape', async ({ page }) => {
  await enter(page);
  await palette(page, 'switch openmv on');
  await stepIsDone(page, 1);
  const terminal = page.locator('.bench .xterm textarea');
  await page.keyboard.press('Alt+2');
  await tabTo(page, terminal);
  await page.keyboard.press('Tab');
  await expect(terminal).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(terminal).not.toBeFocused();
});

for (const motion of ['reduce', 'no-preference'] as const)
  test(`frames ${motion === 'reduce' ? 'stay still with reduced motion' : 'travel along the links'}`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: motion });
    await enter(page);
    await page.evaluate(() => {
      const layer = document.querySelector('.map .frames');
      if (!layer) throw new Error('there is no map');
      const count = { seen: 0 };
      Object.assign(window, { flights: count });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) count.seen += addedNodes.length;
      }).observe(layer, { childList: true });
    });
    await openLesson(page, 'First verified connection');
    for (let number = 1; number <= 2; number++) {
      await showMe(page);
      await stepIsDone(page, number);
    }
    await expect(page.getByText(/[1-9]\d* frames/)).toBeVisible();
    const flights = (): Promise<number> =>
      page.evaluate(() => (window as unknown as { flights: { seen: number } }).flights.seen);
    if (motion === 'reduce') {
      expect(await flights()).toBe(0);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    } else {
      await expect.poll(flights).toBeGreaterThan(0);
    }
  });
