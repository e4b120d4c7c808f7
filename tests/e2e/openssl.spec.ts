import { expect, type Page, test } from '@playwright/test';
import { enter, openLesson, screen, showBench, showMe, stepIsDone, typeLine } from './page';

/** `withServer` opens lesson 3 with its server running on openmv. */
async function withServer(page: Page): Promise<void> {
  await enter(page);
  await openLesson(page, 'First verified connection');
  for (let number = 1; number <= 2; number++) {
    await showMe(page);
    await stepIsDone(page, number);
  }
  await showBench(page, 'Workstation');
}

test('openssl s_client verifies a camera', async ({ page }) => {
  await withServer(page);
  await typeLine(page, 'openssl s_client -connect openmv:8443 -CAfile server.pem');
  await expect(screen(page)).toContainText('Verify return code: 0 (ok)');
  const wire = page.getByRole('region', { name: 'Wire' });
  await expect(wire).toContainText('workstation → openmv:8443');
});

// About every second time the terminal shows nothing after "Extended master secret", neither typed text nor
// the answer. The reason is not known yet.
test('what is typed at openssl s_client is answered', async ({ page }) => {
  await withServer(page);
  await typeLine(page, 'openssl s_client -connect openmv:8443 -CAfile server.pem');
  await expect(screen(page)).toContainText('Verify return code: 0 (ok)');
  await page.keyboard.type('a line from the workstation');
  await page.keyboard.press('Enter');
  await expect(screen(page)).toContainText('hello, a line from the workstation');
});

test('without the trust anchor openssl s_client says that it verified nothing', async ({ page }) => {
  await withServer(page);
  await typeLine(page, 'openssl s_client -connect 192.168.1.50:8443 < /dev/null');
  await expect(screen(page)).toContainText('self-signed certificate');
});

test('a camera connects to openssl s_server on the workstation', async ({ page }) => {
  await withServer(page);
  await typeLine(page, 'openssl s_server -accept 4433 -cert server.pem -key server-key.pem -quiet');
  await expect(page.getByText('openssl s_server').last()).toBeVisible();
  await showBench(page, 'cam2');
  for (const line of [
    'import network, socket, ssl',
    'lan = network.LAN(); lan.active(True)',
    'import time; time.sleep(1)',
    'sock = socket.socket(); sock.connect(("192.168.1.2", 4433))',
    'tls = ssl.wrap_socket(sock)',
    'print(tls.write(b"from cam2\\n"))',
  ])
    await typeLine(page, line);
  await showBench(page, 'Workstation');
  await expect(screen(page)).toContainText('from cam2');
  await page.keyboard.press('Control+c');
});
