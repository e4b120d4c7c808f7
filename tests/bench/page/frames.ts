import type { Page } from '@playwright/test';
import {
  atTheWorkstation,
  chooseLesson,
  comeToTheWorld,
  firstVerifiedConnection,
  momentOf,
  screen,
  served,
  withPage,
} from './browser';
import type { Report } from './report';

const seconds = 3;
// The smoothest of several stretches counts: other work on the computer only adds.
const stretches = 4;

/** `intervals` returns the milliseconds between one frame and the next, while the page is visible. */
function intervals(page: Page): Promise<number[]> {
  return page.evaluate(
    (span) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        const end = performance.now() + span;
        const frame = (now: number): void => {
          times.push(now);
          if (now < end) requestAnimationFrame(frame);
          else done(times.slice(1).map((time, at) => time - (times[at] ?? time)));
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );
}

interface Smoothness {
  mean_ms: number;
  p95_ms: number;
}

async function smoothest(page: Page): Promise<Smoothness> {
  const all: Smoothness[] = [];
  for (let stretch = 0; stretch < stretches; ++stretch) all.push(smoothness(await intervals(page)));
  return all.reduce((best, one) => (one.mean_ms < best.mean_ms ? one : best));
}

function smoothness(values: number[]): Smoothness {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    mean_ms: values.reduce((sum, value) => sum + value, 0) / values.length,
    p95_ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  };
}

/**
 * `frames` compares the frames of the page, while its map shows a series of handshakes, with those of an
 * empty page.
 */
export async function frames(report: Report): Promise<void> {
  const { lesson, lines, done, again } = firstVerifiedConnection;
  const results: Record<string, Smoothness> = {};
  await served((link) =>
    withPage(async (page) => {
      await page.goto('about:blank');
      results['an empty page'] = await smoothest(page);
      await chooseLesson(page, link, lesson);
      await comeToTheWorld(page, link);
      results['the page, nothing happens'] = await smoothest(page);
      await atTheWorkstation(page, lines);
      await momentOf(page, screen, done);
      await atTheWorkstation(page, [again]);
      await page.waitForTimeout(1000);
      results['the page, handshakes on the map'] = await smoothest(page);
    }),
  );
  report.title('Frames in Chromium without a graphics card; milliseconds between one and the next.');
  report.table(
    ['', 'mean', '95 of 100'],
    Object.entries(results).map(([what, { mean_ms, p95_ms }]) => [
      what,
      mean_ms.toFixed(1),
      p95_ms.toFixed(1),
    ]),
  );
  report.keep('frames', Object.fromEntries(Object.entries(results).map(([what, one]) => [what, { ...one }])));
}
