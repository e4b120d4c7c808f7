import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { comeToThePrompt, served, withPage } from './browser';
import { budgets } from './budgets';
import { places } from './places';
import type { Report } from './report';

const compressed = new Map<string, number>();

/** `brotli` is the size of a file of the page as good hosts send it. */
function brotli(file: string): number {
  let size = compressed.get(file);
  if (size === undefined) {
    const bytes = readFileSync(join(places.site, file));
    size = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    compressed.set(file, size);
  }
  return size;
}

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

/**
 * `transferred` lists what the page requests up to a camera's first prompt, by the browser's log, as brotli
 * would send it.
 */
export async function transferred(report: Report): Promise<void> {
  const files = new Set<string>();
  await served((link) =>
    // When the page is ready, the service worker fetches everything once more, for working offline.
    withPage(
      async (page) => {
        page.context().on('request', (request) => {
          const path = decodeURIComponent(new URL(request.url()).pathname).slice(1);
          if (request.url().startsWith(link)) files.add(path === '' ? 'index.html' : path);
        });
        await comeToThePrompt(page, link);
      },
      { serviceWorkers: 'block' },
    ),
  );
  const all = [...files].filter((file) =>
    statSync(join(places.site, file), { throwIfNoEntry: false })?.isFile(),
  );
  all.sort((a, b) => brotli(b) - brotli(a));
  const size = (file: string): number => statSync(join(places.site, file)).size;
  const total = all.reduce((sum, file) => sum + brotli(file), 0);
  const rows = all.map((file) => [file, kB(size(file)), kB(brotli(file))]);
  rows.push(['all', kB(all.reduce((sum, file) => sum + size(file), 0)), kB(total)]);
  report.title('Transferred before the first prompt of a camera, in kB (1000 bytes).');
  report.table(['file', 'plain', 'brotli'], rows);
  const met = total <= budgets.transferred;
  console.log(report.budget('transferred', met, `${kB(total)} kB of at most ${kB(budgets.transferred)} kB`));
  const later = readdirSync(places.site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(places.site, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !files.has(file));
  const sum = (some: string[]): number => some.reduce((all, file) => all + brotli(file), 0);
  const openssl = later.filter((file) => file.startsWith('openssl/') && !file.endsWith('.txt'));
  const rest = later.filter((file) => !file.startsWith('openssl/'));
  console.log(
    `Later: ${kB(sum(rest))} kB to work offline; openssl, when it is first used: ${kB(sum(openssl))} kB.`,
  );
  report.keep('transferred', {
    files: all.map((file) => ({ file, plain: size(file), brotli: brotli(file) })),
    brotli: total,
    later: sum(rest),
    openssl: sum(openssl),
    budget_met: met,
  });
}
