import { spawnSync } from 'node:child_process';
import { simulatedHandshake } from './handshakes';
import { keyTypes } from './identity';
import { MeasuredWorld, updatesEvery } from './measured_world';
import { processorTimeOf } from './processor';
import type { Report } from './report';
import { idle } from './scripts';

const key = keyTypes[0] ?? { name: '', file: '', handshakes: 0 };
const handshakes = 100;
const idleSeconds = 10;
// These are the turns of the worker's loop (web/src/worker/main.ts).
const tick = 16;
const budget = 12;

export interface CameraCosts {
  cameras: number;
  start_ms: number;
  handshake_ms: number;
  memory_mb: number;
}

/** `memory` is the memory of this process, in MB of a million bytes. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

/** `camerasAlone` measures one number of cameras, in its own process: start, memory, handshakes in pairs. */
export async function camerasAlone(asked: number): Promise<CameraCosts> {
  const world = await MeasuredWorld.create();
  const before = memory();
  const cameras = await world.most(asked);
  const start = await processorTimeOf(() => world.open(cameras, {}));
  const taken = memory() - before;
  const each = await simulatedHandshake(world, key, cameras, true, Math.max(handshakes, cameras));
  return {
    cameras,
    start_ms: start / cameras,
    handshake_ms: each,
    memory_mb: taken / cameras,
  };
}

/** `inOwnProcess` does the same in a fresh process, whose memory nothing else has used. */
function inOwnProcess(cameras: number): CameraCosts {
  const ended = spawnSync(
    process.execPath,
    ['--expose-gc', process.argv[1] ?? '', '--cameras', String(cameras)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (ended.status !== 0) throw new Error(`the measurement of ${cameras} cameras failed`);
  return JSON.parse(ended.stdout.toString()) as CameraCosts;
}

export async function cameras(report: Report, short: boolean): Promise<void> {
  report.title(
    `Cameras in one thread: milliseconds of processor time to start one (to its prompt) and for a mutual ${key.name} handshake;\n` +
      'megabytes of memory that the process has taken for each.',
  );
  const results = (short ? [2, 10] : [2, 10, 50, 200]).map(inOwnProcess);
  report.table(
    ['cameras', 'start', 'handshake', 'memory'],
    results.map((one) => [
      one.cameras,
      one.start_ms.toFixed(2),
      one.handshake_ms.toFixed(2),
      one.memory_mb.toFixed(2),
    ]),
  );
  if (!short && !results.some((one) => one.cameras === 200))
    console.log(`200 were asked for; a world has at most ${results.at(-1)?.cameras}.`);
  report.keep(
    'cameras',
    results.map((one) => ({ ...one })),
  );
}

/**
 * `shareInRealTime` lives through a stretch of real time as the page's worker does, and returns the share of
 * a processor that it takes.
 */
async function shareInRealTime(world: MeasuredWorld): Promise<number> {
  let before = performance.now();
  let updated = before;
  const end = before + idleSeconds * 1000;
  const spent = await processorTimeOf(async () => {
    while (performance.now() < end) {
      await new Promise((next) => setTimeout(next, tick));
      const now = performance.now();
      world.advance(Math.min(now - before, 100), budget);
      before = now;
      if (now - updated < updatesEvery || (now - updated < 500 && !world.hasNews())) continue;
      updated = now;
      world.look();
    }
  });
  return spent / (idleSeconds * 1000);
}

/** `idleCameras` measures the cost of cameras that wait. */
export async function idleCameras(report: Report): Promise<void> {
  const world = await MeasuredWorld.create();
  const most = await world.most(200);
  report.title(
    `${most} idle cameras: milliseconds of processor time for a simulated second of all of them; the share of a processor in\n` +
      'real time, with the updates for the views; milliseconds for one such update.',
  );
  const rows = [];
  const results = [];
  for (const [waiting, script] of Object.entries(idle)) {
    await world.open(most, {});
    if (script !== '') for (let camera = 0; camera < most; ++camera) world.run(camera, script);
    world.pass(30_000);
    world.look();
    const spent = await processorTimeOf(() => world.pass(idleSeconds * 1000));
    world.updates.count = world.updates.time = 0;
    const share = await shareInRealTime(world);
    const update = world.updates.time / world.updates.count;
    rows.push([
      waiting,
      (spent / idleSeconds).toFixed(2),
      `${(share * 100).toFixed(1)} %`,
      update.toFixed(2),
    ]);
    results.push({ waiting, cameras: most, ms_per_second: spent / idleSeconds, share, update_ms: update });
  }
  report.table(['waiting in', 'ms', 'share', 'update'], rows);
  report.keep('idle', results);
}
