// This is the benchmark of the page: npm run bench [-- --short] [-- --only handshakes,cameras]

import '../../../web/tools/web_crypto';
import { parseArgs } from 'node:util';
import { cameras, camerasAlone, idleCameras } from './cameras';
import { frames } from './frames';
import { handshakes } from './handshakes';
import { lighthouseScores } from './lighthouse';
import { checkPlaces } from './places';
import { Report } from './report';
import { times } from './times';
import { transferred } from './transferred';

type Part = (report: Report, short: boolean) => Promise<void>;

/** The parts run in this order; those marked `short` are part of ./test bench. */
const parts: Record<string, { run: Part; short: boolean }> = {
  transferred: { run: transferred, short: true },
  times: { run: times, short: false },
  handshakes: { run: handshakes, short: true },
  cameras: { run: cameras, short: true },
  idle: { run: idleCameras, short: false },
  frames: { run: frames, short: false },
  lighthouse: { run: lighthouseScores, short: false },
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { short: { type: 'boolean' }, only: { type: 'string' }, cameras: { type: 'string' } },
  });
  if (values.cameras) return console.log(JSON.stringify(await camerasAlone(Number(values.cameras)))); // see inOwnProcess()
  const short = values.short ?? false;
  const names = values.only?.split(',') ?? Object.keys(parts).filter((name) => !short || parts[name]?.short);
  checkPlaces();
  const report = new Report('page.json');
  for (const name of names) {
    const part = parts[name];
    if (!part) throw new Error(`There is no part "${name}"; there are: ${Object.keys(parts).join(', ')}.`);
    await part.run(report, short);
  }
  report.end();
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
