// The worker: loads the world and gives it to a WorldLoop, which runs it.

import type { FromWorker, ToWorker } from '../protocol/types';
import { Bench } from './bench';
import { FileShelf } from './file_shelf';
import { internetFiles, lessonFiles, loadParts } from './load_parts';
import { WorldLoop } from './world_loop';

const worker = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};
const tell = (message: FromWorker): void => worker.postMessage(message);
const lessons = new FileShelf(lessonFiles);
const internets = new FileShelf(internetFiles);

let atWork = '';
/** A message for every turn would cost more than some turns: only another name is news. */
function tellWhoWorks(who: string): void {
  if (who === atWork) return;
  atWork = who;
  tell({ kind: 'at_work', who });
}

async function begin(): Promise<void> {
  const early: ToWorker[] = [];
  worker.onmessage = ({ data }) => {
    if ('lessonAhead' in data) lessons.expect(data.lessonAhead);
    else early.push(data);
  };
  try {
    const parts = await loadParts((what, progress) =>
      tell({ kind: 'progress', what, loaded: progress?.done ?? -1, total: progress?.total ?? 0 }),
    );
    const bench = await Bench.create({ ...parts, onTurn: tellWhoWorks });
    const loop = new WorldLoop(bench, lessons, internets, tell, () => parts.fetchAhead());
    worker.onmessage = (event) => loop.take(event.data);
    tell({ kind: 'ready' });
    for (const message of early) loop.take(message);
  } catch (error) {
    tell({ kind: 'crashed', error: error instanceof Error ? error.message : String(error) });
  }
}

void begin();
