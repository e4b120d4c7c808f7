import {
  atTheWorkstation,
  chooseLesson,
  comeToThePrompt,
  comeToTheWorld,
  firstVerifiedConnection,
  momentOf,
  screen,
  served,
  withPage,
} from './browser';
import type { Report } from './report';

const rounds = 3;

/** `times` measures how long a person waits who opens the page for the first time. */
export async function times(report: Report): Promise<void> {
  const { lesson, lines, done } = firstVerifiedConnection;
  const measured: Record<string, number[]> = {};
  const add = (what: string, time: number): void => {
    measured[what] = [...(measured[what] ?? []), time];
  };
  await served(async (link) => {
    for (let round = 0; round < rounds; ++round) {
      await withPage(async (page) => {
        const { world, prompt } = await comeToThePrompt(page, link);
        add('the world of lesson 1', world);
        add('the prompt of a camera, switched on at once', prompt);
      });
      await withPage(async (page) => {
        await chooseLesson(page, link, lesson);
        add('the world of lesson 3, with openssl making its certificate', await comeToTheWorld(page, link));
        await atTheWorkstation(page, lines);
        add('the verified handshake of lesson 3, typed at once', await momentOf(page, screen, done));
      });
    }
  });
  report.title(
    'From navigation, in Chromium with an empty profile, served by ./run on this computer; seconds of real time.',
  );
  const rows = Object.entries(measured).map(([what, times]) => {
    const sorted = times.map((time) => time / 1000).sort((a, b) => a - b);
    return [what, sorted[0]?.toFixed(2) ?? '', sorted[Math.floor(sorted.length / 2)]?.toFixed(2) ?? ''];
  });
  report.table(['to', 'least', 'median'], rows);
  report.keep('times_ms', measured);
}
