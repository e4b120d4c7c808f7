import { expect, it } from 'vitest';
import { isLoopback } from './offline';

it('knows the names of this computer itself', () => {
  for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.8.9.1', '[::1]'])
    expect([host, isLoopback(host)]).toEqual([host, true]);
  for (const host of [
    'lessons.example',
    'localhost.example',
    '127.0.0.1.example',
    '192.168.1.2',
    'mylocalhost',
  ])
    expect([host, isLoopback(host)]).toEqual([host, false]);
});
