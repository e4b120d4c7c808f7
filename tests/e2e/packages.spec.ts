// The page as ./run site writes it for others: as a zip on a plain host, in frames, in a learning platform.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { accessible, screen, shot, showBench, switchOn, troubles, typeLine, worldIsThere } from './page';
import { site } from './places';
import { plainServer } from './plain_server';

const PUBLISH = resolve(__dirname, '../../web/tools/publish/publish.mjs');

function publish(folder: string, ...options: string[]): void {
  execFileSync(process.execPath, [PUBLISH, site, folder, ...options]);
}

function unzip(zip: string, folder: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(readFileSync(zip))))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** A page of somebody else's that shows the address in a frame. */
function framing(folder: string, name: string, source: string): void {
  const frame = `<iframe title="Lesson" width="1000" height="700" src="${source}"></iframe>`;
  writeFileSync(
    join(folder, name),
    `<!doctype html><html lang="en"><title>A blog</title><h1>Blog</h1>${frame}</html>`,
  );
}

let folder = '';
let link = '';
let server: Server;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tlscam-packages-'));
  publish(join(folder, 'packed'), '--zip', '--scorm');
  unzip(join(folder, 'packed/tlscam.zip'), join(folder, 'school/tls'));
  unzip(join(folder, 'packed/tlscam-scorm.zip'), join(folder, 'platform/package'));
  cpSync(resolve(__dirname, 'lms'), join(folder, 'platform/own'), { recursive: true });
  publish(join(folder, 'framed'), '--frames', 'self', '--at', 'https://school.example/framed/');
  ({ link, server } = await plainServer(folder));
});
test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test.describe('as a zip on a plain host', () => {
  test.use({ serviceWorkers: 'block' });

  test('it runs from a folder, with wrong types and without service worker', async ({ page, request }) => {
    const seen = troubles(page);
    const type = (await request.get(`${link}school/tls/wasm/tlscam-world.wasm`)).headers()['content-type'];
    expect(type).toBe('text/plain');
    await page.goto(`${link}school/tls/lessons/a-certificate-of-your-own.html`);
    await expect(page.getByRole('heading', { level: 1, name: 'A certificate of your own' })).toBeVisible();
    await worldIsThere(page);
    expect(new URL(page.url()).pathname).toBe('/school/tls/');
    expect(new URL(page.url()).search).toBe('');
    await showBench(page, 'Workstation');
    await typeLine(page, 'openssl version');
    await expect(screen(page)).toContainText('OpenSSL 3');
    await switchOn(page, 'openmv');
    await page.getByRole('button', { name: 'About tlscam' }).click();
    await expect(page.getByRole('row', { name: /MicroPython/ })).toBeVisible();
    expect(seen).toEqual([]);
  });

  test('its name with index.html works too', async ({ page }) => {
    await page.goto(`${link}school/tls/index.html`);
    await worldIsThere(page);
  });
});

const inside = (page: Page): FrameLocator => page.frameLocator('iframe');

test.describe('in a frame', () => {
  test('it shows a link only where its builder has not allowed it', async ({ page }) => {
    framing(folder, 'blog.html', `${link}school/tls/?lesson=meet-the-camera&embed=1`);
    await page.goto(`${link}blog.html`);
    await expect(inside(page).getByRole('link', { name: 'Open the lessons' })).toBeVisible();
    await expect(inside(page).getByRole('button')).toHaveCount(0);
    // Another origin than its own is not "self".
    framing(folder, 'blog.html', `${link.replace('127.0.0.1', 'localhost')}framed/?embed=1`);
    await page.goto(`${link}blog.html`);
    await expect(inside(page).getByRole('link', { name: 'Open the lessons' })).toBeVisible();
  });

  test('it begins at a click, shows the areas and the theme that were chosen, and keeps nothing', async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const query = '?lesson=a-certificate-of-your-own&embed=1&view=lesson,bench&theme=darkroom';
    framing(folder, 'blog.html', `./framed/${query}`);
    await page.goto(`${link}blog.html`);
    const begin = inside(page).getByRole('button', { name: 'Begin' });
    await expect(inside(page).getByRole('heading', { level: 1 })).toHaveText('A certificate of your own');
    await accessible(page, 'iframe');
    await shot(page, 'frame-cover');
    expect(asked.filter((url) => url.endsWith('.wasm'))).toEqual([]);

    await begin.press('Enter');
    await expect(inside(page).locator('[data-world="running"]')).toBeVisible();
    await expect(inside(page).locator('html')).toHaveAttribute('data-theme', 'darkroom');
    const areas = inside(page).getByRole('navigation', { name: 'Areas' });
    await expect(areas.getByRole('button')).toHaveText(['Lesson', 'Bench']);
    await accessible(page, 'iframe');
    await shot(page, 'frame-lesson');
    await areas.getByRole('button', { name: 'Bench' }).click();
    await inside(page).locator('.bench .xterm').click();
    await page.keyboard.type('echo kept > kept.txt\n');
    await expect(inside(page).locator('.files')).toContainText('kept.txt');
    await page.waitForTimeout(2500); // a world is saved 1.5 s after its last change

    await page.goto(`${link}framed/?lesson=a-certificate-of-your-own`);
    await worldIsThere(page);
    await showBench(page, 'Workstation');
    await expect(page.locator('.files')).not.toContainText('kept.txt');
    expect(await page.evaluate(() => localStorage.getItem('tlscam') ?? '')).not.toContain('darkroom');
  });

  test('each choice of areas fills the frame', async ({ page }) => {
    for (const view of ['lesson', 'bench', 'network,wire', 'wire', 'lesson,wire', 'lesson,network']) {
      await page.goto(`${link}framed/?embed=1&lesson=meet-the-camera&view=${view}`);
      await page.getByRole('button', { name: 'Begin' }).click();
      await worldIsThere(page);
      const shown = await page
        .locator('main section')
        .evaluateAll((sections) =>
          sections
            .filter((section) => section.checkVisibility())
            .map((section) => ({ id: section.id.slice(5), box: section.getBoundingClientRect() })),
        );
      expect(shown.map(({ id }) => id)).toEqual(view.split(','));
      const area = shown.reduce((sum, { box }) => sum + box.width * box.height, 0);
      const main = await page.locator('main').boundingBox();
      expect(area / ((main?.width ?? 0) * (main?.height ?? 0)), view).toBeGreaterThan(0.97);
      await shot(page, `frame-view-${view.replace(',', '-')}`);
    }
  });

  test('several on one page do not disturb each other', async ({ page }) => {
    const one = `<iframe title="Lesson" width="600" height="500" src="./framed/?embed=1&lesson=meet-the-camera"></iframe>`;
    writeFileSync(
      join(folder, 'blog.html'),
      `<!doctype html><html lang="en"><title>Blog</title>${one}${one}</html>`,
    );
    await page.goto(`${link}blog.html`);
    for (const at of [0, 1]) {
      const frame = page.frameLocator('iframe').nth(at);
      await frame.getByRole('button', { name: 'Begin' }).click();
      await expect(frame.locator('[data-world="running"]')).toBeVisible();
      await expect(frame.getByRole('alert')).toHaveCount(0);
    }
  });

  test('who follows a link to a lesson finds the frame for it, by oEmbed', async ({ page }) => {
    await page.route('https://school.example/**', (route) =>
      route.fulfill({ path: join(folder, new URL(route.request().url()).pathname) }),
    );
    // As a platform does it: the page of the link, its alternate, what that says.
    const html = readFileSync(join(folder, 'framed/lessons/names.html'), 'utf8');
    const [, json] = /type="application\/json\+oembed" href="([^"]*)"/.exec(html) ?? [];
    expect(json).toBe('https://school.example/framed/lessons/names.oembed.json');
    const answer = JSON.parse(readFileSync(join(folder, new URL(json ?? '').pathname), 'utf8'));
    expect(answer.type).toBe('rich');
    const [, source] = /src="([^"]*)"/.exec(answer.html) ?? [];
    await page.goto((source ?? '').replaceAll('&amp;', '&').replace('https://school.example/', link));
    await expect(page.getByRole('heading', { level: 1, name: 'Names' })).toBeVisible();
  });
});

test.describe('in a learning platform', () => {
  const record = (page: Page, name: string) => page.locator(`#${name}`);
  const open = async (page: Page, student: string, unit: string): Promise<void> => {
    await page.goto(`${link}platform/own/lms.html?student=${student}`);
    await page.getByRole('button', { name: unit }).click();
    await expect(inside(page).locator('[data-world="running"]')).toBeVisible();
  };

  test('a unit reports status, score and time, and goes on where it was left, for each learner', async ({
    page,
    browser,
  }) => {
    const seen = troubles(page);
    await open(page, 'anna', 'Meet the camera');
    await expect(record(page, 'status')).toHaveText('incomplete');
    await expect(record(page, 'score')).toHaveText('0');
    await inside(page).getByRole('tab', { name: 'openmv' }).click();
    await inside(page).locator('.power').click();
    await expect(inside(page).locator('#step-0')).toHaveClass(/done/);
    await expect(record(page, 'score')).not.toHaveText('0');
    await expect(record(page, 'location')).toHaveText('1');
    const score = await record(page, 'score').textContent();
    await expect(record(page, 'note')).not.toHaveText('0');
    // The unit is alone: the platform has the others.
    await expect(inside(page).getByRole('button', { name: 'Next' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Leave' }).click();
    await expect(record(page, 'session')).toHaveText(/^\d{4}:\d\d:\d\d\.\d\d$/);
    await expect(page.locator('#refusals')).toHaveText('');

    // Another learner at the same computer begins at the beginning.
    await open(page, 'ben', 'Meet the camera');
    await expect(record(page, 'score')).toHaveText('0');
    await expect(inside(page).locator('#step-0')).not.toHaveClass(/done/);

    // The first one goes on at another computer, where only the platform knows of them.
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    const other = await browser.newContext();
    const theirs = await other.newPage();
    await theirs.goto(`${link}platform/own/lms.html`);
    await theirs.evaluate((all) => {
      for (const [key, value] of Object.entries(JSON.parse(all))) localStorage.setItem(key, String(value));
    }, kept);
    await open(theirs, 'anna', 'Meet the camera');
    await expect(inside(theirs).locator('#step-0')).toHaveClass(/done/);
    await expect(record(theirs, 'score')).toHaveText(score ?? '');
    await expect(theirs.locator('#refusals')).toHaveText('');
    await other.close();
    expect(seen).toEqual([]);
  });

  test('outside of one the page says so, and runs', async ({ page }) => {
    await page.goto(`${link}platform/package/sco/meet-the-camera.html`);
    await expect(page.getByText('No learning platform is around this page')).toBeVisible();
    await worldIsThere(page);
  });

  test('a page that is no platform gets a link only', async ({ page }) => {
    framing(folder, 'blog.html', './platform/package/sco/meet-the-camera.html');
    await page.goto(`${link}blog.html`);
    await expect(inside(page).getByRole('link', { name: 'Open the lessons' })).toBeVisible();
  });
});
