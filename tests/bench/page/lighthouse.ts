import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, served } from './browser';
import { budgets } from './budgets';
import { places } from './places';
import type { Report } from './report';

const categories = ['performance', 'accessibility', 'best-practices'];

interface Audit {
  id: string;
  score: number | null;
  scoreDisplayMode: string;
  displayValue?: string;
}
interface Lhr {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null }>;
  audits: Record<string, Audit>;
}
/** `Lighthouse` is the part of the package's interface that is used here. */
interface Lighthouse {
  default(link: string, flags: object, config?: object): Promise<{ lhr: Lhr } | undefined>;
  desktopConfig: object;
}

// Nothing else needs these two hundred packages: they are installed when they are first used.
async function loadLighthouse(): Promise<Lighthouse> {
  const entry = join(places.lighthouse, 'node_modules/lighthouse/core/index.js');
  if (!existsSync(entry)) {
    console.log('Installing Lighthouse (a minute at most)');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: places.lighthouse, stdio: 'inherit' });
  }
  return import(entry);
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** `scores` returns Lighthouse's scores, out of 100, and its complaints. */
async function scores(link: string, form: 'desktop' | 'mobile') {
  const lighthouse = await loadLighthouse();
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: places.chromium,
    args: [...chromiumArguments, `--remote-debugging-port=${port}`],
  });
  try {
    const result = await lighthouse.default(
      link,
      { port, onlyCategories: categories, logLevel: 'error' },
      form === 'desktop' ? lighthouse.desktopConfig : undefined,
    );
    if (!result) throw new Error('Lighthouse gave no result');
    const { lhr } = result;
    if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
    const scores = categories.map((id) => Math.round((lhr.categories[id]?.score ?? 0) * 100));
    const wanting = Object.values(lhr.audits)
      .filter(
        ({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative',
      )
      .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id));
    return { scores, wanting };
  } finally {
    await browser.close();
  }
}

export async function lighthouseScores(report: Report): Promise<void> {
  const results: Record<string, { scores: number[]; wanting: string[] }> = {};
  await served(async (link) => {
    for (const form of ['desktop', 'mobile'] as const) results[form] = await scores(link, form);
  });
  report.title('Lighthouse, of 100; the page as ./run serves it.');
  const rows = Object.entries(results).map(([form, { scores }]) => {
    const met = Math.min(...scores) >= budgets.lighthouse;
    const said = report.budget(
      `Lighthouse, ${form}`,
      met,
      `${scores.join(', ')} of at least ${budgets.lighthouse}`,
    );
    return [form, ...scores, said];
  });
  report.table(['', ...categories, ''], rows);
  for (const [form, { wanting }] of Object.entries(results))
    if (wanting.length > 0) console.log(`  ${form}: ${wanting.join('; ')}`);
  report.keep('lighthouse', results);
}
