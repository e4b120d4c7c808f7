import { expect, it } from 'vitest';
import { OutputLog } from './output_log';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('replays what was printed to who comes late, then what is new, until they leave', () => {
  const log = new OutputLog();
  log.append(bytes('one '));
  const heard: string[] = [];
  const leave = log.follow((chunk) => heard.push(new TextDecoder().decode(chunk)));
  log.append(bytes('two'));
  leave();
  log.append(bytes('three'));
  expect(heard.join('')).toBe('one two');
  expect(log.tail(5)).toBe('three');
});

it('forgets the oldest when there is too much', () => {
  const log = new OutputLog();
  for (let at = 0; at < 10; at++) log.append(new Uint8Array(64 << 10).fill(48 + at));
  let size = 0;
  log.follow((chunk) => {
    size += chunk.length;
  });
  expect(size).toBeLessThanOrEqual(256 << 10);
  expect(log.tail(3)).toBe('999');
});
