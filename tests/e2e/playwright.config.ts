import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { otherHost, port, root, site } from './places';

// The tests run in Debian's Chromium with the built site (places.ts); TLSCAM_CHROMIUM names another browser.
// Screenshots and traces go to build/e2e.
if (!existsSync(join(site, 'index.html')))
  throw new Error(
    `There is no site in ${site}. Build it with "npm run build" in web/, or name it with TLSCAM_SITE.`,
  );

export default defineConfig({
  testDir: __dirname,
  outputDir: join(root, 'build/e2e/results'),
  snapshotDir: join(root, 'build/e2e'),
  reporter: [['list']],
  workers: 1,
  // A computer may have something else to do: these end what hangs, and say nothing of how long anything may take.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.TLSCAM_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--host-resolver-rules=MAP ${otherHost} 127.0.0.1`,
        `--unsafely-treat-insecure-origin-as-secure=http://${otherHost}:${port},http://${otherHost}:${port + 1}`,
      ],
    },
  },
  webServer: {
    command: `node "${join(root, 'web/tools/serve.mjs')}" "${site}" --port ${port} --host ${otherHost}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
