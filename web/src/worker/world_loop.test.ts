import { afterEach, expect, it } from 'vitest';
import type { FromWorker, SavedFile } from '../protocol/types';
import { type Bench, Opening } from './bench';
import { FileShelf } from './file_shelf';
import { WorldLoop } from './world_loop';

const loops: WorldLoop[] = [];
afterEach(() => {
  for (const loop of loops.splice(0)) loop.end();
});

/** A loop whose bench only keeps in which order it is given files and commands. */
function loopWith(internets: FileShelf): { loop: WorldLoop; done: string[]; told: FromWorker[] } {
  const done: string[] = [];
  const told: FromWorker[] = [];
  const bench = {
    addFiles: (files: ReadonlyMap<string, Uint8Array>) => done.push(`files ${[...files.keys()]}`),
    addLesson: (files: ReadonlyMap<string, Uint8Array>) => done.push(`lesson ${[...files.keys()]}`),
    perform: (command: string) => {
      done.push(command);
      return {};
    },
    advance: () => Opening.goingOn,
  };
  const lessons = new FileShelf((id) => Promise.resolve(new Map([[`${id}/lesson.md`, new Uint8Array()]])));
  const loop = new WorldLoop(
    bench as unknown as Bench,
    lessons,
    internets,
    (message) => told.push(message),
    () => undefined,
  );
  loops.push(loop);
  return { loop, done, told };
}

const scene = (world: object): SavedFile[] => [{ path: 'world.json', bytes: btoa(JSON.stringify(world)) }];
const open = (files: SavedFile[], id = 1) =>
  ({ id, command: 'open', args: { lesson: '', seed: 1, scene: files, saved: null, folder: null } }) as const;
const settled = () => new Promise((next) => setTimeout(next, 5));

it('brings the internet that a scene wants into the world before it opens it, once', async () => {
  const asked: string[] = [];
  const { loop, done } = loopWith(
    new FileShelf((name) => {
      asked.push(name);
      return Promise.resolve(new Map([[`internet/${name}/internet.json`, new Uint8Array()]]));
    }),
  );
  loop.take(open(scene({ internet: 'public', cameras: [] })));
  loop.take({ id: 2, command: 'pause', args: {} } as never);
  await settled();
  expect(done).toEqual(['files internet/public/internet.json', 'open', 'pause']);
  loop.take(open(scene({ internet: 'public' }), 3));
  await settled();
  expect(done.slice(3)).toEqual(['open']);
  expect(asked).toEqual(['public']);
});

it('opens a scene without an internet at once', () => {
  const { loop, done } = loopWith(new FileShelf(() => Promise.reject(new Error('asked'))));
  loop.take(open(scene({ cameras: [] })));
  expect(done).toEqual(['open']);
});

it('says that an internet could not be fetched', async () => {
  const { loop, done, told } = loopWith(new FileShelf(() => Promise.reject(new Error('no network'))));
  loop.take(open(scene({ internet: 'public' })));
  await settled();
  expect(done).toEqual([]);
  expect(told).toEqual([{ kind: 'refused', id: 1, error: 'no network' }]);
});
