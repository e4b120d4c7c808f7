import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import {
  accessibleEverywhere,
  enter,
  palette,
  saved,
  screen,
  shot,
  showBench,
  troubles,
  typeLine,
} from './page';
import { port, root } from './places';
import type { WebSerial } from '../../web/src/serial/serial_pipe';

// A camera at a serial port, reached by Web Serial: the firmware on an emulated Cortex-M7, whose pty Chromium sees as the
// computer's first port.

const firmware = join(root, 'build/mcu/bin/tlscam-camera-mcu.elf');

function obstacle(): string {
  if (!existsSync('/sys/class/tty/ttyS0')) return 'this computer has no ttyS0';
  const mounts = 'mount -t tmpfs none /run && mount --bind /dev/null /dev/ttyS0';
  if (spawnSync('unshare', ['--mount', 'sh', '-c', mounts]).status !== 0)
    return 'mounts in a namespace of its own take root';
  if (!existsSync(firmware)) return 'the firmware for the Cortex-M7 is not built (./run mcu --build)';
  return '';
}

/** Boots the emulated board; gives its process, and its pty. */
async function board(): Promise<{ process: ChildProcess; pty: string }> {
  const process = spawn(join(root, 'firmware/ports/mps2/boot'), ['--pty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const lines = createInterface(process.stdout as Readable);
  // Read to its end: an emulator that cannot print any more would end.
  const pty = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /serial port is (\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    lines.on('close', () => reject(new Error('the emulator ended without a serial port')));
  });
  return { process, pty };
}

test.describe('a real camera', () => {
  let emulator: ChildProcess | undefined;
  let browser: Browser;
  let page: Page;

  test.beforeAll(async () => {
    const why = obstacle();
    test.skip(why !== '', why);
    const { process: started, pty } = await board();
    emulator = started;
    browser = await chromium.launch({
      ...test.info().project.use.launchOptions,
      executablePath: join(__dirname, 'chromium_with_port'),
      env: {
        ...(process.env as Record<string, string>),
        TLSCAM_SERIAL_PTY: pty,
        TLSCAM_SERIAL_PAGE: `http://127.0.0.1:${port}`,
      },
    });
    const { baseURL, viewport } = test.info().project.use;
    const context = await browser.newContext({ baseURL, viewport });
    page = await context.newPage();
  });
  const unplug = (): void => {
    if (emulator?.pid && emulator.exitCode === null) process.kill(-emulator.pid);
  };
  test.afterAll(async () => {
    await browser?.close();
    unplug();
  });

  test('is asked about itself, gets files that were examined for it, and runs a script', async () => {
    const seen = troubles(page);
    await enter(page);
    const ports = await page.evaluate(() => (navigator as unknown as { serial: WebSerial }).serial.getPorts());
    test.skip(ports.length === 0, 'Chromium finds no port: udev says something else of ttyS0 here');
    await showBench(page, 'Workstation');
    await typeLine(page, 'echo \'print(6 * 7); open("/nowhere")\' > sum.py');
    await saved(page, 'sum.py');
    await palette(page, 'Connect a real camera');
    await accessibleEverywhere(page, 'real-camera-away');
    await page.getByRole('button', { name: 'Connect again 37C5:1206' }).click();
    await expect(page.getByText(/MicroPython 1\./)).toBeVisible();
    await expect(page.getByText('/flash')).toBeVisible();
    await expect(screen(page)).toContainText('>>>');

    await page.getByRole('checkbox', { name: 'sum.py' }).check();
    await page.getByRole('button', { name: 'Examine' }).click();
    await expect(page.getByText('/flash/sum.py new')).toBeVisible();
    await accessibleEverywhere(page, 'real-camera-examined');
    await page.getByRole('button', { name: 'Write them' }).click();
    await expect(page.getByText('Done: /flash/sum.py')).toBeVisible();

    await typeLine(page, 'import os; print(1000 + os.stat("/flash/sum.py")[6])');
    await expect(screen(page)).toContainText('1031');
    await page.getByRole('combobox', { name: 'Script' }).selectOption('sum.py');
    await page.getByRole('button', { name: 'Run on the camera' }).click();
    await expect(screen(page)).toContainText('OSError');
    await expect(screen(page)).toContainText('42');

    await page.getByRole('button', { name: 'Undo the last time' }).click();
    await expect(page.getByText('Done: /flash/sum.py')).toBeVisible();
    await typeLine(page, 'print("sum.py" in os.listdir("/flash"))');
    await expect(screen(page)).toContainText('False');
    expect(seen).toEqual([]);

    // Its cable is pulled out.
    unplug();
    await expect(
      page.getByRole('alert').filter({ hasText: 'connection to the camera was lost' }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose the camera' })).toBeVisible();
    await shot(page, 'real-camera-lost');
  });
});
