import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { BackupProblem, readBackup, writeBackup } from './backup';

const kept = {
  settings: { theme: 'paper' },
  history: ['ls', 'openssl version'],
  'world/meet-the-camera': { format: 2, lesson: 'meet-the-camera', workstation: [], cameras: [] },
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
