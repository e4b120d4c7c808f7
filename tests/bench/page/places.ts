import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

// npm runs its scripts in web/. The parts to measure may be elsewhere: TLSCAM_SITE names another built page,
// TLSCAM_WASM_DIR the folder with the floor, TLSCAM_CHROMIUM another browser.
const root = resolve(process.cwd(), '..');

export const places = {
  site: resolve(process.env.TLSCAM_SITE ?? join(root, 'build/site')),
  floor: join(resolve(process.env.TLSCAM_WASM_DIR ?? join(root, 'build/wasm/bin')), 'tlscam_bench_floor.js'),
  certificates: join(root, 'tests/bench/page/certificates'),
  lighthouse: join(root, 'tests/bench/page'),
  results: join(root, 'build/bench'),
  serve: join(root, 'web/tools/serve.mjs'),
  chromium: process.env.TLSCAM_CHROMIUM ?? '/usr/bin/chromium',
};

/** `checkPlaces` throws when something is not built, and says what to do. */
export function checkPlaces(): void {
  if (!existsSync(join(places.site, 'index.html')))
    throw new Error(
      `There is no page in ${places.site}. Build it with ./run setup, or name it with TLSCAM_SITE.`,
    );
  if (!existsSync(places.floor))
    throw new Error(
      `There is no ${places.floor}. Build it with: cmake --preset wasm && cmake --build --preset wasm --target tlscam_bench_floor`,
    );
}
