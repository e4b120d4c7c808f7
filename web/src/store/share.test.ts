import { deflateSync, strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import type { SavedWorld } from '../protocol/types';
import { textToBase64 } from './bytes';
import { ShareProblem } from './packed_text';
import { readFragment, sceneOf, shareFragment } from './share';

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
      machine: null,
      powered: true,
      clock: 0,
      drive: [{ path: 'main.py', bytes: textToBase64('pass') }],
      rom: '',
    },
  ],
  services: [{ service: 'ntp', faults: [{ kind: 'unreachable', name: '*', address: '', offset: 0 }] }],
  links: [],
  attackers: null,
  progress: '{"secret":1}',
  mystery: null,
};

it('carries lesson, scripts and faults, and no key', () => {
  const fragment = shareFragment(sceneOf(saved)) ?? '';
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
  const fragment = shareFragment(sceneOf(saved)) ?? '';
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

/** `mutated` changes a text in one to four places, by a seed: letters are replaced, doubled, cut out or moved. */
function mutated(text: string, seed: number): string {
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes, chapter 7.1
    return Math.floor((state / 2 ** 32) * below);
  };
  let changed = text;
  for (let count = 1 + draw(4); count > 0; count--) {
    const at = draw(changed.length);
    const end = at + 1 + draw(8);
    const piece = changed.slice(at, end);
    const other = ['', piece + piece, 'null', '"', '9e999', String.fromCharCode(draw(128)), '{}', '[]'][
      draw(8)
    ];
    changed = changed.slice(0, at) + other + changed.slice(end);
  }
  return changed;
}

// The long form: TLSCAM_FULL=1 npx vitest run src/store/share.test.ts
it('survives every link, whatever a stranger has changed', () => {
  const rounds = process.env.TLSCAM_FULL === '1' ? 200_000 : 2000;
  const content = JSON.stringify(sceneOf(saved));
  const fragment = shareFragment(sceneOf(saved)) ?? '';
  let read = 0;
  for (let seed = 0; seed < rounds; seed++) {
    for (const link of [fragmentOf(mutated(content, seed)), mutated(fragment, seed)]) {
      try {
        const scene = readFragment(link);
        if (scene === null) continue;
        read++;
        expect(readFragment(fragmentOf(JSON.stringify(scene)))).toEqual(scene);
      } catch (error) {
        expect(error, `seed ${seed}: ${link}`).toBeInstanceOf(ShareProblem);
      }
    }
  }
  expect(read).toBeGreaterThan(rounds / 100);
});

it('leaves other fragments alone', () => {
  expect(readFragment('')).toBeNull();
  expect(readFragment('#lesson')).toBeNull();
});

it('names another version', () => {
  expect(() => readFragment('#share=3.3.abc')).toThrow('another version');
});
