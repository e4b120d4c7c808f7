import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { accessible, enter, fileButton, openLesson, shot, showBench, stepIsDone, troubles } from './page';

// These tests read messages byte by byte.

const captures = resolve(__dirname, '../golden/captures');
const wire = (page: Page): Locator => page.getByRole('region', { name: 'Wire', exact: true });
const tree = (page: Page): Locator => page.getByRole('tree', { name: 'Fields' });
const bytes = (page: Page): Locator => page.getByRole('grid', { name: 'Bytes' });
const explanation = (page: Page): Locator => page.getByRole('region', { name: 'Explanation' });
const chosen = (page: Page): Locator => tree(page).locator('[aria-selected="true"]');

async function handshake(page: Page): Promise<void> {
  await enter(page);
  await openLesson(page, 'First verified connection');
  for (let number = 1; number <= 3; number++) {
    await page.getByRole('button', { name: 'Show me' }).click();
    await stepIsDone(page, number);
  }
  await expect(wire(page).getByText('Refused by cam2', { exact: true })).toBeVisible();
}

/** `drop` drops files of the golden captures on the wire, as a person drags them from a folder. */
async function drop(page: Page, ...names: [name: string, content: Buffer][]): Promise<void> {
  await page.evaluate(
    (files) => {
      const transfer = new DataTransfer();
      for (const [name, content] of files) {
        const raw = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([raw], name));
      }
      document
        .querySelector('#panel-wire')
        ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    },
    names.map(([name, content]) => [name, content.toString('base64')] as const),
  );
}
const golden = (name: string): [string, Buffer] => [name, readFileSync(join(captures, name))];

test('a message of the live world is read field by field and byte by byte', async ({ page }) => {
  const seen = troubles(page);
  await handshake(page);
  await wire(page)
    .getByRole('button', { name: /ClientHello/ })
    .click();
  await expect(chosen(page)).toContainText('ClientHello');
  await expect(bytes(page)).toContainText('16');
  await expect(explanation(page).getByRole('heading', { name: 'ClientHello' })).toBeVisible();

  await tree(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toContainText('Message type');
  await expect(bytes(page).locator('.byte.selected')).toHaveText(['01']);
  await page.keyboard.type('rand');
  await expect(chosen(page)).toContainText('Random');
  await expect(bytes(page).locator('.byte.selected')).toHaveCount(32);
  await expect(explanation(page)).toContainText('bytes 11 to 42');
  await shot(page, 'wire-field');

  await bytes(page).locator('[data-at="1"].byte').click();
  await expect(chosen(page)).toContainText('Version');
  await page.keyboard.press('ArrowLeft');
  await expect(chosen(page)).toContainText('Content type');

  await page.keyboard.press(']');
  await expect(chosen(page)).toContainText('ServerHello');
  await page.keyboard.press('[');
  await expect(chosen(page)).toContainText('ClientHello');
  await accessible(page);
  expect(seen).toEqual([]);
});

test('the capture of the world opens decrypted in tshark', async ({ page }) => {
  await handshake(page);
  await page.getByRole('button', { name: 'Show me' }).click();
  await stepIsDone(page, 4);
  await page.getByRole('button', { name: 'Show me' }).click();
  await stepIsDone(page, 5);
  await page.getByRole('button', { name: 'Export from the wire' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /pcapng/ }).click();
  const path = await (await download).path();
  const finished = execFileSync('tshark', ['-r', path, '-Y', 'tls.handshake.type == 20'], {
    encoding: 'utf8',
  });
  expect(finished.trim().split('\n').length).toBeGreaterThanOrEqual(2);
});

test('a capture from elsewhere is read in the same views, and there is a way back', async ({ page }) => {
  await enter(page);
  await drop(page, golden('openssl-tls12.pcapng'));
  await expect(wire(page).getByText('openssl-tls12.pcapng').first()).toBeVisible();
  await wire(page)
    .getByRole('button', { name: /ServerKeyExchange/ })
    .click();
  await expect(chosen(page)).toContainText('ServerKeyExchange');
  await shot(page, 'wire-file');
  await accessible(page);

  await wire(page)
    .getByRole('button', { name: /Finished, .* to .*/ })
    .first()
    .click();
  await expect(chosen(page)).toContainText('Finished');
  await page.getByRole('button', { name: 'Eavesdropper' }).click();
  await expect(chosen(page)).toContainText('Encrypted handshake message');
  await page.getByRole('button', { name: 'With keys' }).click();

  await page.getByRole('tab', { name: 'Packets' }).click();
  await page.getByRole('table').getByText('ClientHello').click();
  await expect(chosen(page)).toContainText('Ethernet');

  await drop(page, ['notes.pcap', Buffer.from('certainly no capture')]);
  await expect(page.getByText(/notes\.pcap cannot be opened/)).toBeVisible();
  await expect(wire(page).getByText('openssl-tls12.pcapng').first()).toBeVisible();

  await page.getByRole('button', { name: 'Back to the live world' }).click();
  await expect(wire(page).getByText('openssl-tls12.pcapng')).toHaveCount(0);
});

/** `dropLarge` drops a capture as large as a number of copies of this one, which it consists of. */
async function dropLarge(page: Page, name: string, copies: number, content: Buffer): Promise<void> {
  await page.evaluate(
    ([name, copies, content]) => {
      const raw = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const many = new Blob(new Array(100).fill(raw));
      const transfer = new DataTransfer();
      transfer.items.add(new File(new Array(copies / 100).fill(many), name));
      document
        .querySelector('#panel-wire')
        ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    },
    [name, copies, content.toString('base64')] as const,
  );
}

test('a large capture opens with progress, and leaves what was open when it is cancelled', async ({
  page,
}) => {
  const seen = troubles(page);
  await enter(page);
  await drop(page, golden('openssl-tls13.pcapng'));
  await expect(wire(page).getByText('openssl-tls13.pcapng').first()).toBeVisible();

  const [, content] = golden('openssl-tls12.pcapng');
  const progress = wire(page).getByRole('progressbar', { name: 'Reading large.pcapng' });
  await dropLarge(page, 'large.pcapng', 100 * Math.ceil(4e6 / content.length), content); // 400 MB
  await expect(progress).toBeVisible();
  await expect(wire(page).getByText(/^\d[\d.]* MB of \d[\d.]* MB$/)).toBeVisible();
  await wire(page)
    .getByRole('button', { name: /ServerHello,/ })
    .click();
  await expect(chosen(page)).toContainText('ServerHello');
  await expect(progress).toBeVisible();
  await shot(page, 'wire-opening');
  await wire(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toHaveCount(0);
  await expect(wire(page).getByText('openssl-tls13.pcapng').first()).toBeVisible();
  await wire(page)
    .getByRole('button', { name: /ClientHello/ })
    .click();
  await expect(chosen(page)).toContainText('ClientHello');

  await dropLarge(page, 'large.pcapng', 100 * Math.ceil(6e5 / content.length), content); // 60 MB
  await expect(wire(page).getByText('large.pcapng').first()).toBeVisible();
  await expect(progress).toHaveCount(0);
  await page.getByRole('tab', { name: 'Packets' }).click();
  await page.getByRole('rowgroup', { name: 'Packets' }).focus();
  await page.keyboard.press('End');
  await expect(chosen(page)).toContainText('Ethernet');
  await page.getByRole('tab', { name: 'Wire', exact: true }).click();
  const save = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export from the wire' }).click();
  await page.getByRole('menuitem', { name: /The capture as it came/ }).click();
  const saved = await (await save).path();
  expect(statSync(saved).size % content.length).toBe(0);
  expect(statSync(saved).size).toBeGreaterThan(6e7 - 1);
  expect(seen).toEqual([]);
});

test('the address names the message', async ({ page }) => {
  await handshake(page);
  await wire(page)
    .getByRole('button', { name: /ServerHello,/ })
    .click();
  await expect(chosen(page)).toContainText('ServerHello');
  const hash = new URL(page.url()).hash;
  expect(hash).toMatch(/^#message=first-verified-connection\/\d+\/\d+$/);
  await wire(page)
    .getByRole('button', { name: /ClientHello/ })
    .click();
  await expect(chosen(page)).toContainText('ClientHello');
  await page.evaluate((wanted) => {
    location.hash = wanted;
  }, hash);
  await expect(chosen(page)).toContainText('ServerHello');
});

test('the world goes back to a message, and on step by step', async ({ page }) => {
  const seen = troubles(page);
  await handshake(page);
  const alert = wire(page).getByRole('button', { name: /Alert/ });
  await expect(alert.first()).toBeVisible();
  await wire(page)
    .getByRole('button', { name: /ServerHello,/ })
    .click();
  await page.getByRole('button', { name: 'Back to before it' }).click();
  const strip = wire(page).locator('.strip');
  await expect(strip).toContainText('Paused before ServerHello from openmv to cam2');
  await expect(alert).toHaveCount(0);
  await page.keyboard.press('.');
  await expect(strip).toContainText('before Certificate');
  await accessible(page);
  await shot(page, 'wire-step');
  await page.keyboard.press(',');
  await expect(strip).toContainText('before ServerHello from openmv to cam2');
  await wire(page).getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(wire(page).getByText('Refused by cam2', { exact: true })).toBeVisible();
  await expect(strip).toHaveCount(0);
  expect(seen).toEqual([]);
});

test('a message is changed on its way, and an end notices', async ({ page }) => {
  await handshake(page);
  await wire(page)
    .getByRole('button', { name: /ServerKeyExchange/ })
    .click();
  await expect(page.getByRole('button', { name: 'Flip a bit of its last byte' })).toBeVisible();
  await tree(page).focus();
  await page.keyboard.type('signature');
  await page.getByRole('button', { name: /^Flip a bit of byte \d+/ }).click();
  await wire(page).getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(wire(page).locator('.verdict')).toContainText('cam2');
  await expect(wire(page).locator('.verdict')).not.toContainText('in the future');
  await shot(page, 'wire-flipped');
});

test('both ends stand beside each other, with their lines and what they raise', async ({ page }) => {
  await handshake(page);
  await wire(page).getByRole('tab', { name: 'Two sides' }).click();
  const sides = page.getByRole('region', { name: 'Both ends' });
  await expect(sides).toContainText('client.py:');
  await expect(sides).toContainText('server.py:');
  await expect(sides).toContainText('waits in the TLS handshake');
  await expect(sides).toContainText('starts in the future');
  await expect(sides).toContainText("verifies CN=openmv: not valid yet by the camera's clock");
  await expect(
    sides.getByRole('button', { name: /has computed about \d+ million instructions/ }).first(),
  ).toBeVisible();
  await accessible(page);
  await sides.getByText('verifies CN=openmv').scrollIntoViewIfNeeded();
  await shot(page, 'wire-sides');
});

test('a certificate is tried as a camera would, and read byte by byte', async ({ page }) => {
  await handshake(page);
  await showBench(page, 'Workstation');
  await fileButton(page, 'server.pem').click();
  await page.getByRole('button', { name: 'Would a camera accept it?' }).click();
  const trial = page.getByRole('region', { name: 'Would a camera accept it?' });
  await expect(trial.getByRole('status')).toContainText('It accepts it');
  await expect(trial.getByRole('table')).toContainText('openmv');
  await trial.getByLabel('Its clock says').selectOption('cam2');
  await expect(trial.getByRole('status')).toContainText('It refuses it');
  await expect(trial).toContainText('2013');
  await trial.getByLabel('Its clock says').selectOption('');
  await trial.getByLabel('It connects to').fill('door');
  await expect(trial.getByRole('status')).toContainText('It refuses it');
  await accessible(page);
  await shot(page, 'certificate-trial');
  await page.getByRole('button', { name: 'Byte by byte' }).click();
  await expect(tree(page)).toContainText('Certificate');
  await expect(bytes(page)).toContainText('30');
  await shot(page, 'certificate-bytes');
});

test('on a phone a message is read in one pane at a time', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page);
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Wire' }).click();
  await drop(page, golden('openssl-tls12.pcapng'));
  await wire(page)
    .getByRole('button', { name: /ClientHello/ })
    .click();
  await expect(chosen(page)).toContainText('ClientHello');
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await expect(bytes(page).locator('.byte').first()).toBeVisible();
  await shot(page, 'wire-phone-bytes');
  await page.getByRole('tab', { name: 'Explanation' }).click();
  await expect(explanation(page)).toContainText('ClientHello');
  await shot(page, 'wire-phone-explanation');
  await accessible(page);
  await page.getByRole('button', { name: 'Messages' }).click();
  await expect(wire(page).getByRole('button', { name: /ClientHello/ })).toBeVisible();
});
