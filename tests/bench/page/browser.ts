import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { places } from './places';

export const chromiumArguments = ['--no-sandbox', '--no-first-run', '--disable-background-networking'];

/** `served` serves the built page as ./run does while `use` runs with its address. */
export async function served<T>(use: (link: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [places.serve, places.site, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const link = /http:\S+/.exec(line)?.[0];
      if (link) return await use(link);
    }
    throw new Error(`${places.serve} did not start`);
  } finally {
    server.kill();
  }
}

/** `withPage` opens a new, empty profile of Chromium without a window. */
export async function withPage<T>(
  use: (page: Page, browser: Browser) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const browser = await chromium.launch({ executablePath: places.chromium, args: chromiumArguments });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    return await use(await context.newPage(), browser);
  } finally {
    await browser.close();
  }
}

/**
 * `momentOf` looks before each frame, for a minute and a half, for an element whose text, or last line in a
 * terminal, matches this pattern; it returns when that was, in milliseconds since the navigation.
 */
export function momentOf(page: Page, selector: string, pattern = ''): Promise<number> {
  // waitForFunction() would not work: the page's content security policy does not let it evaluate anything.
  return page.evaluate(
    ([selector, pattern]) =>
      new Promise<number>((found, fail) => {
        const wanted = new RegExp(pattern);
        const limit = performance.now() + 90_000;
        const look = (): void => {
          const elements = [...document.querySelectorAll(selector)].filter(({ textContent }) =>
            textContent?.trim(),
          );
          if (elements.some(({ textContent }) => wanted.test(textContent ?? ''))) found(performance.now());
          else if (performance.now() < limit) requestAnimationFrame(look);
          else
            fail(
              new Error(
                `no ${selector} with "${pattern}"; it says: ${elements[0]?.textContent?.slice(-300)}`,
              ),
            );
        };
        look();
      }),
    [selector, pattern] as const,
  );
}

/** This selects the lines of the terminal or console that is shown. */
export const screen = '.bench .xterm-rows';

/** `comeToTheWorld` opens the page and waits for its world. */
export async function comeToTheWorld(page: Page, link: string): Promise<number> {
  await page.goto(link, { waitUntil: 'commit' });
  return momentOf(page, '[data-world="running"]');
}

/**
 * `comeToThePrompt` switches the first lesson's camera on as soon as there is a world, and returns when its
 * prompt is there.
 */
export async function comeToThePrompt(page: Page, link: string): Promise<{ world: number; prompt: number }> {
  const world = await comeToTheWorld(page, link);
  await momentOf(page, '.power', 'Power');
  await page.evaluate(() => document.querySelector<HTMLElement>('.power')?.click());
  return { world, prompt: await momentOf(page, screen, '>>>') };
}

/** `chooseLesson` lets the page begin with this lesson, as if the learner had chosen it at the last visit. */
export async function chooseLesson(page: Page, link: string, lesson: string): Promise<void> {
  await page.goto(`${link}icon.svg`);
  await page.evaluate(
    (lesson) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('tlscam');
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('kept', 'readwrite');
          writing.objectStore('kept').put({ lesson }, 'settings');
          writing.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    lesson,
  );
}

/**
 * `atTheWorkstation` types lines at the workstation, each when the prompt is there, and waits for the end of
 * all but the last.
 */
export async function atTheWorkstation(page: Page, lines: string[]): Promise<void> {
  await page.getByRole('tab', { name: 'Workstation' }).click();
  for (const line of lines) {
    await momentOf(page, screen, '\\$\\s*$');
    await page.evaluate(() => document.querySelector<HTMLElement>('.bench .xterm textarea')?.focus());
    await page.keyboard.insertText(line);
    await momentOf(page, screen, `${line.slice(-4).replace(/\W/g, '\\$&')}\\s*$`);
    await page.keyboard.press('Enter');
  }
}

const connect = (cam2: string): string =>
  `mpremote connect cam2 exec "import network, ntptime, time; network.LAN().active(True); time.sleep(1); ntptime.settime(); ${cam2}"`;
const client = "exec(open('client.py').read())";

/** This is the solution of lesson 30, typed at the workstation: the last line sets the clock and connects. */
export const firstVerifiedConnection = {
  lesson: 'first-verified-connection',
  lines: [
    'mpremote connect openmv cp server.der server-key.der :',
    'mpremote connect cam2 cp server.der client.py :',
    'mpremote connect openmv run --no-follow server.py',
    connect(client),
  ],
  done: 'connected: ',
  /** This does the same without end. */
  again: connect(`exec(\\"while True: exec(open('client.py').read())\\")`),
};
