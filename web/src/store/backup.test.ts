import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { BackupProblem, readBackup, writeBackup } from './backup';

const world = {
  format: 2,
  lesson: 'meet-the-camera',
  seed: 1,
  true_time: 1_795_428_000_000_000,
  workstation: [{ path: 'a/b.pem', bytes: 'aGk=' }],
  cameras: [
    { name: 'openmv', model: null, number: null, powered: true, clock: 0, drive: [], rom: '' },
    {
      name: 'cam2',
      model: 'openmv-n6',
      number: 1,
      machine: null,
      powered: false,
      clock: 0,
      drive: [],
      rom: '',
    },
  ],
  services: [{ service: 'ntp', faults: [{ kind: 'wrong', name: '', address: '', offset: 5 }] }],
  links: [
    { link: 'openmv', up: true, delay: 100, bits_per_second: 0, loss: 0, duplication: 0, reordering: 0 },
  ],
  progress: '',
  mystery: null,
};
const kept = {
  settings: { theme: 'paper' },
  history: ['ls', 'openssl version'],
  'drafts/meet-the-camera': { 'main.py': 'print(1)' },
  'world/meet-the-camera': world,
};

it('comes back as it was', () => {
  expect(readBackup(writeBackup(kept))).toEqual(kept);
});

it('refuses a file at every length it could be cut to', () => {
  const whole = writeBackup(kept);
  for (let length = 0; length < whole.length; length += 7)
    expect(() => readBackup(whole.slice(0, length))).toThrow(BackupProblem);
});

it('refuses what is no backup, and says that nothing was changed', () => {
  expect(() => readBackup(strToU8('hello'))).toThrow('Nothing was changed');
  expect(() => readBackup(zipSync({ 'a.txt': strToU8('hello') }))).toThrow('not exported from tlscam');
  expect(() => readBackup(zipSync({ 'tlscam-backup.json': strToU8('{"format":"x"}') }))).toThrow(
    'not exported from tlscam',
  );
});

it('refuses another version and damaged parts', () => {
  const make = (value: unknown): Uint8Array =>
    zipSync({ 'tlscam-backup.json': strToU8(JSON.stringify(value)) });
  expect(() => readBackup(make({ format: 'tlscam-backup', version: 9, kept: {} }))).toThrow(
    'another version',
  );
  expect(() =>
    readBackup(make({ format: 'tlscam-backup', version: 2, kept: { 'world/a': { format: 7 } } })),
  ).toThrow('damaged at "world/a"');
});

it('refuses a world that is damaged in any of its parts', () => {
  const make = (key: string, value: unknown): Uint8Array =>
    zipSync({
      'tlscam-backup.json': strToU8(
        JSON.stringify({ format: 'tlscam-backup', version: 2, kept: { [key]: value } }),
      ),
    });
  // Every value in it, in turn, is taken away or becomes something else.
  const damaged = function* (value: unknown): Generator<unknown> {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      const part = (value as Record<string, unknown>)[key];
      const others = [{ a: 1 }, [[]], typeof part === 'boolean' ? 'text' : true];
      for (const other of others)
        yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
      for (const other of damaged(part))
        yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
      // Earlier versions kept worlds without these.
      if (!Array.isArray(value) && key !== 'mystery' && key !== 'machine')
        yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    }
    if (!Array.isArray(value)) yield { ...value, more: 1 };
  };
  let tried = 0;
  for (const world of damaged(kept['world/meet-the-camera'])) {
    tried++;
    expect(() => readBackup(make('world/a', world)), JSON.stringify(world)).toThrow('damaged at "world/a"');
  }
  expect(tried).toBeGreaterThan(100);
  expect(() => readBackup(make('drafts/a', { x: {} }))).toThrow('damaged at "drafts/a"');
  expect(() => readBackup(make('history', [null]))).toThrow('damaged at "history"');
});
