import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

// The tests run in Debian's Chromium with the built site. TLSCAM_SITE names another folder with the site,
// TLSCAM_CHROMIUM another browser. Screenshots and traces go to build/e2e.
const root = resolve(__dirname, '../..');
const site = process.env.TLSCAM_SITE ?? join(root, 'build/site');
const port = Number(process.env.TLSCAM_E2E_PORT ?? 4178);

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
  timeout: 120_000,
  expect: { timeout: 30_000 },
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
      ],
    },
  },
  webServer: {
    command: `npx vite preview --outDir "${site}" --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: join(root, 'web'),
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
