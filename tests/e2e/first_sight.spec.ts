import { expect, test } from '@playwright/test';
import { enter, openLesson, shot, switchOn, troubles, worldIsThere } from './page';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the first lesson can be read before anything is computed', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meet the camera');
    await expect(page.locator('#step-0')).toContainText('power button');
    await shot(page, 'first-sight');
  });
});

test('the scripts take over what is there, without a trace', async ({ page }) => {
  const seen = troubles(page);
  await enter(page);
  expect(seen).toEqual([]);
});

test('whoever comes back never sees another lesson or theme than the own', async ({ page }) => {
  await enter(page);
  await openLesson(page, 'First verified connection');
  await page.getByRole('button', { name: /^Theme/ }).click(); // paper
  await page.getByRole('button', { name: /^Theme/ }).click(); // darkroom
  await page.waitForTimeout(1000);
  // This records what each frame shows, from the first on.
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = (): void => {
      const lesson = document.querySelector<HTMLElement>('.lesson h1');
      if (lesson && getComputedStyle(lesson).visibility === 'visible') seen.push(lesson.textContent ?? '');
      if (document.body) seen.push(document.documentElement.dataset.theme ?? 'none');
      requestAnimationFrame(look);
    };
    look();
  });
  await page.reload();
  await worldIsThere(page);
  const seen = await page.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)].sort());
  expect(seen).toEqual(['First verified connection', 'darkroom']);
});

test('what the first prompt does not need is not asked for before it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('worker', (worker) => asked.push(worker.url()));
  await enter(page);
  expect(asked.filter((url) => url.endsWith('-rest.wasm'))).toEqual([]);
  await switchOn(page, 'openmv');
  expect(asked.some((url) => url.endsWith('/wasm/tlscam-camera.wasm'))).toBe(true);
  // It may load by itself after two seconds, but the prompt is faster if nothing stood in its way.
  const names = asked.map((url) => url.slice(url.lastIndexOf('/') + 1));
  expect(names.filter((name) => /^(openssl|editor_setup|marked|a-certificate)/.test(name))).toEqual([]);
});
