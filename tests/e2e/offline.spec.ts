// The page without a network, under a new version of itself, and with the headers that a host sends.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  enter,
  kept,
  openLesson,
  pullThePlug,
  screen,
  shot,
  showBench,
  stepIsDone,
  switchOn,
  typeLine,
  worldIsThere,
} from './page';
import { elsewhere, otherHost, port, site } from './places';

const ready = (page: Page): Promise<void> =>
  page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

const cached = (page: Page, file: string): Promise<boolean> =>
  page.evaluate(async (wanted) => (await caches.match(new URL(wanted, location.href))) !== undefined, file);

test('works without a network after one visit, openssl too', async ({ page, context }) => {
  await page.goto(elsewhere);
  await worldIsThere(page);
  await ready(page);
  expect(await cached(page, 'openssl/openssl.wasm')).toBe(false);
  await switchOn(page, 'openmv');
  await kept(page, ({ cameras }) => cameras?.some(({ powered }) => powered) ?? false);
  await expect.poll(() => cached(page, 'licences/all.txt')).toBe(true);
  await pullThePlug(context);
  await page.reload();
  await worldIsThere(page);
  await stepIsDone(page, 1);
  await openLesson(page, 'A certificate of your own');
  await showBench(page, 'Workstation');
  await typeLine(page, 'openssl version');
  await expect(screen(page)).toContainText('OpenSSL 3');
});

test('leaves nothing on a port of this computer that another project may have tomorrow', async ({ page }) => {
  await enter(page);
  await page.waitForTimeout(1000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
});

test('its policy holds in workers, and nobody shows it in a frame', async ({ page }) => {
  const answer = await page.goto('./');
  expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  await worldIsThere(page);
  const [worker] = page.workers();
  expect(worker).toBeDefined();
  const refused = await worker?.evaluate(async () => {
    const outcome: string[] = [];
    // While the debugger evaluates, its own code may do what the page's may not.
    await new Promise((later) => setTimeout(later));
    try {
      outcome.push(String(new Function('return 1')()));
    } catch (error) {
      outcome.push((error as Error).name);
    }
    await fetch('http://lessons.example/').catch((error: Error) => outcome.push(error.name));
    return outcome;
  });
  expect(refused).toEqual(['EvalError', 'TypeError']);
});

test.describe('a new version', () => {
  let folder = '';
  let server: ChildProcess;
  const link = `http://${otherHost}:${port + 1}/`;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tlscam-e2e-'));
    cpSync(site, folder, { recursive: true });
    const serve = resolve(__dirname, '../../web/tools/serve.mjs');
    server = spawn(process.execPath, [serve, folder, '--port', String(port + 1), '--host', otherHost]);
    await new Promise((listening) => server.stdout?.once('data', listening));
  });
  test.afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });

  // Another name for the chunk of the palette, as any change of the source makes it.
  function publish(): void {
    const worker = join(folder, 'service_worker.js');
    const text = readFileSync(worker, 'utf8');
    const palette = /assets\/Palette-[^"]*?\.js/.exec(text)?.[0] ?? '';
    rmSync(join(folder, palette));
    const index = join(folder, 'index.html');
    writeFileSync(index, readFileSync(index, 'utf8').replace('<html', '<html data-version="new"'));
    const without = text.replace(`"./${palette}",`, '').replace(/[0-9a-f]{16}(?=[`"])/, '0123456789abcdef');
    writeFileSync(worker, without);
  }

  test('asks before it takes the place of the one that is open', async ({ page, context }) => {
    await page.goto(link);
    await worldIsThere(page);
    await ready(page);
    publish();
    const second = await context.newPage();
    await second.goto(link);
    await second.getByRole('button', { name: 'Continue here' }).click();
    await worldIsThere(second);
    const offer = second.getByText('A new version of this page is here.');
    await expect(offer).toBeVisible();
    await shot(second, 'new-version');
    const isNew = second.locator('html[data-version="new"]');
    await expect(isNew).toHaveCount(0);

    // The page that was open goes on with its own parts.
    await page.bringToFront();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeVisible();
    await page.keyboard.press('Escape');

    await second.bringToFront();
    await second.getByRole('button', { name: 'Reload' }).click();
    await expect(isNew).toHaveCount(1);
    await worldIsThere(second);
    await expect(page.getByText('This page was renewed in another window.')).toBeVisible();
  });
});
