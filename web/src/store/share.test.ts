import { deflateSync, strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import type { SavedWorld } from '../protocol/types';
import { textToBase64 } from './bytes';
import { readFragment, ShareProblem, sceneOf, shareFragment } from './share';

const saved: SavedWorld = {
  format: 2,
  lesson: 'first-verified-connection',
  seed: 7,
  true_time: 1.79e15,
  workstation: [
    { path: 'client.py', bytes: textToBase64('print("grüße")\n') },
    { path: 'server.key', bytes: textToBase64('-----BEGIN PRIVATE KEY-----') },
  ],
  cameras: [
    {
      name: 'openmv',
      model: 'openmv-rt1062',
      number: 0,
      powered: true,
      clock: 0,
      drive: [{ path: 'main.py', bytes: textToBase64('pass') }],
      rom: '',
    },
  ],
  services: [{ service: 'ntp', faults: [{ kind: 'unreachable', name: '*', address: '', offset: 0 }] }],
  links: [],
  progress: '{"secret":1}',
};

it('carries lesson, scripts and faults, and no key', () => {
  const fragment = shareFragment(sceneOf(saved));
  expect(fragment).toMatch(/^#share=2\.\d+\.[\w-]+$/);
  const scene = readFragment(fragment);
  expect(scene?.scripts).toEqual([
    { place: '', path: 'client.py', text: 'print("grüße")\n' },
    { place: 'openmv', path: 'main.py', text: 'pass' },
  ]);
  expect(scene?.cameras).toEqual([{ name: 'openmv', model: 'openmv-rt1062', number: 0 }]);
  expect(scene?.services[0]?.faults[0]?.kind).toBe('unreachable');
  expect(JSON.stringify(scene)).not.toContain('PRIVATE');
});

it('notices a cut link, wherever it was cut', () => {
  const fragment = shareFragment(sceneOf(saved));
  for (let length = 9; length < fragment.length; length++)
    expect(() => readFragment(fragment.slice(0, length))).toThrow(ShareProblem);
});

/** `fragmentOf` makes a link as a stranger may make it. */
function fragmentOf(content: string): string {
  const packed = Buffer.from(deflateSync(strToU8(content), { level: 9 })).toString('base64url');
  return `#share=2.${packed.length}.${packed}`;
}

it('refuses a link that swells', () => {
  const bomb = fragmentOf(`"${'A'.repeat(100 << 20)}"`);
  expect(bomb.length).toBeLessThan(256 << 10);
  expect(() => readFragment(bomb)).toThrow('more than a scene can be');
});

it('refuses a link with other parts than a scene has', () => {
  const good = sceneOf(saved);
  for (const bad of [
    { links: [null] },
    { links: [{}] },
    { services: [null] },
    { services: [{ service: 'ntp' }] },
  ])
    expect(() => readFragment(fragmentOf(JSON.stringify({ ...good, ...bad })))).toThrow(ShareProblem);
  expect(readFragment(fragmentOf(JSON.stringify(good)))).toEqual(good);
});

it('leaves other fragments alone', () => {
  expect(readFragment('')).toBeNull();
  expect(readFragment('#lesson')).toBeNull();
});

it('names another version', () => {
  expect(() => readFragment('#share=3.3.abc')).toThrow('another version');
});
