import { deflateSync, strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import type { SavedWorld } from '../protocol/types';
import { textToBase64, toBase64 } from './bytes';
import { ShareProblem } from './packed_text';
import { LONGEST_LINK, readState, stateFragment, stateOfFragment, stateText } from './state';

const der = toBase64(new Uint8Array([0x30, 0x82, 0, 255, 0xfe]));
const saved: SavedWorld = {
  format: 2,
  lesson: 'names',
  seed: 7,
  true_time: 1.79e15,
  workstation: [
    { path: 'client.py', bytes: textToBase64('print("grüße")\r\n') },
    { path: 'server.key', bytes: textToBase64('-----BEGIN PRIVATE KEY-----\n') },
    { path: 'server.der', bytes: der },
    { path: 'marked.txt', bytes: textToBase64('\ufeffwith a mark') },
    { path: 'empty', bytes: '' },
  ],
  cameras: [
    {
      name: 'openmv',
      model: 'openmv-rt1062',
      number: 0,
      machine: null,
      powered: true,
      clock: 0,
      drive: [{ path: 'main.py', bytes: textToBase64('pass') }],
      rom: '',
    },
  ],
  services: [{ service: 'ntp', faults: [] }],
  links: [],
  attackers: null,
  mystery: null,
  progress: '{"lesson":"names"}',
};

const packed = (value: unknown): string => {
  const data = Buffer.from(deflateSync(strToU8(JSON.stringify(value)), { level: 9 })).toString('base64url');
  return `1.${data.length}.${data}`;
};

it('carries everything, byte for byte', () => {
  expect(readState(stateText(saved))).toEqual(saved);
  expect(readState(`\n${stateText(saved)}\n`)).toEqual(saved);
});

it('fits into a link as long as links may be, and says when it does not', () => {
  const fragment = stateFragment(stateText(saved));
  expect(fragment).toMatch(/^#state=1\.\d+\.[\w-]+$/);
  expect(stateOfFragment(fragment ?? '')).toBe(stateText(saved));
  expect(stateOfFragment('#share=1.2.ab')).toBeNull();
  // Bytes that do not compress, from a generator of Numerical Recipes, chapter 7.1.
  let at = 1;
  const noise = Uint8Array.from({ length: LONGEST_LINK }, () => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return at >>> 24;
  });
  const large = { ...saved, workstation: [{ path: 'large', bytes: toBase64(noise) }] };
  expect(stateFragment(stateText(large))).toBeNull();
  expect(readState(stateText(large))).toEqual(large);
});

it('refuses what is cut, swells, comes from another version or is no world', () => {
  const whole = stateText(saved);
  for (let length = 0; length < whole.length; length += 7)
    expect(() => readState(whole.slice(0, length))).toThrow(ShareProblem);
  expect(() => readState('2.3.abc')).toThrow('another version');
  expect(() => readState(packed('A'.repeat(8 << 20)))).toThrow('more than a scene can be');
  for (const bad of [
    null,
    [],
    {},
    { ...saved, cameras: [null] },
    { ...saved, cameras: [{}] },
    { ...saved, workstation: [{ path: 'x' }] },
    { ...saved, workstation: [{ path: 1, text: 'x' }] },
    { ...saved, workstation: [{ path: 'x', text: 'x', bytes: '' }] },
    { ...saved, format: 3 },
    { ...saved, more: 1 },
  ])
    expect(() => readState(packed(bad)), JSON.stringify(bad)?.slice(0, 80)).toThrow(ShareProblem);
});
