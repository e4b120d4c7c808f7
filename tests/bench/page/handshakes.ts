import { budgets } from './budgets';
import { Floor } from './floor';
import { identityOf, type KeyType, keyTypes } from './identity';
import { MeasuredWorld } from './measured_world';
import { processorTimeOf } from './processor';
import type { Report } from './report';
import { client, preparedAt, server } from './scripts';

// Other work on the computer only adds to a measurement, so the smallest is the best one.
const rounds = 5;
// Where other work has made the best one of these too slow, it gets some more to be undisturbed in.
const mostRounds = 12;
const smallest = Math.min;
// A handshake surely ends within these milliseconds of virtual time (it takes half a second: the cameras' TCP
// waits with small segments). They come one after another; time in which nothing happens costs nothing.
const longestHandshake = 1000;

/**
 * `simulatedHandshake` returns the milliseconds for each of `count` handshakes by cameras in pairs, among
 * which `count` is divided.
 */
export async function simulatedHandshake(
  world: MeasuredWorld,
  key: KeyType,
  cameras: number,
  mutual: boolean,
  count: number,
): Promise<number> {
  const pairs = cameras / 2;
  const each = Math.ceil(count / pairs);
  const { certificate, key: secret } = identityOf(key);
  await world.open(cameras, { 'cert.der': certificate, 'key.der': secret });
  for (let at = 0; at < cameras; at += 2) {
    world.run(at, server(mutual, each));
    world.run(at + 1, client(mutual, each, at));
  }
  world.untilBefore(preparedAt);
  const spent = await processorTimeOf(() => world.pass(each * longestHandshake));
  world.checkFinished();
  return spent / (each * pairs);
}

/**
 * `handshakes` compares a handshake between two cameras with bare mbedTLS, alternating, so that both meet the
 * same load.
 */
export async function handshakes(report: Report, short: boolean): Promise<void> {
  report.title(
    'Handshakes of two cameras in the world of the page (Node), and of bare mbedTLS as WebAssembly; milliseconds of\n' +
      'processor time for one, both ends.',
  );
  const floor = await Floor.create();
  const world = await MeasuredWorld.create();
  const results = [];
  const rows = [];
  for (const key of keyTypes) {
    for (const mutual of short ? [true] : [true, false]) {
      const count = key.handshakes;
      floor.prepare(identityOf(key), mutual);
      let bare = Number.POSITIVE_INFINITY;
      let simulated = Number.POSITIVE_INFINITY;
      const missed = (): boolean => simulated / bare > budgets.ratio;
      for (let round = 0; round < (short ? 2 : rounds) || (missed() && round < mostRounds); ++round) {
        bare = smallest(bare, (await processorTimeOf(() => floor.handshakes(count))) / count);
        simulated = smallest(simulated, await simulatedHandshake(world, key, 2, mutual, count));
      }
      const ratio = simulated / bare;
      const met = ratio <= budgets.ratio;
      const verified = mutual ? 'both' : 'the server';
      const said = report.budget(
        `${key.name}, ${verified} verified`,
        met,
        `${ratio.toFixed(2)} of at most ${budgets.ratio.toFixed(2)}`,
      );
      rows.push([key.name, verified, count, bare.toFixed(2), simulated.toFixed(2), ratio.toFixed(2), said]);
      results.push({
        key: key.name,
        mutual,
        handshakes: count,
        floor_ms: bare,
        simulated_ms: simulated,
        ratio,
        budget_met: met,
      });
    }
  }
  report.table(['key', 'verified', 'handshakes', 'mbedTLS', 'cameras', 'ratio', ''], rows);
  report.keep('handshakes', results);
}
