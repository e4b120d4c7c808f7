import { expect, it, vi } from 'vitest';
import type { CommandToWorker } from '../protocol/types';
import { Refused, WorldLink } from './world_link';

function makeLink() {
  const posted: CommandToWorker[] = [];
  const events = { ready: vi.fn(), update: vi.fn(), atWork: vi.fn(), progress: vi.fn(), crashed: vi.fn() };
  return { posted, events, link: new WorldLink((message) => posted.push(message), events) };
}

it('gives each command its own reply, in whatever order they come', async () => {
  const { link, posted } = makeLink();
  const first = link.send('frame_hash', {});
  const second = link.send('unfinished', { line: "echo 'a" });
  expect(posted.map((message) => message.command)).toEqual(['frame_hash', 'unfinished']);
  link.receive({ kind: 'reply', id: posted[1]?.id ?? 0, value: true });
  link.receive({ kind: 'reply', id: posted[0]?.id ?? 0, value: 'ab' });
  expect(await second).toBe(true);
  expect(await first).toBe('ab');
  expect(link.pending).toBe(0);
});

it('turns a refusal into an error with the world’s own words', async () => {
  const { link } = makeLink();
  const asked = link.send('power', { camera: 'cam9', on: true });
  link.receive({ kind: 'refused', id: 1, error: 'no camera is called cam9' });
  await expect(asked).rejects.toThrow(new Refused('no camera is called cam9'));
});

it('leaves nobody waiting after a crash', async () => {
  const { link, events, posted } = makeLink();
  const asked = link.send('frame_hash', {});
  link.receive({ kind: 'crashed', error: 'out of memory' });
  await expect(asked).rejects.toThrow('out of memory');
  await expect(link.send('frame_hash', {})).rejects.toThrow('out of memory');
  expect(posted).toHaveLength(1);
  expect(events.crashed).toHaveBeenCalledWith('out of memory');
});
