import { expect, it } from 'vitest';
import type { NodeSnapshot } from '../protocol/types';
import { HEIGHT, layOut, WIDTH } from './map_layout';

const node = (name: string, kind: NodeSnapshot['kind']): NodeSnapshot => ({
  name,
  kind,
  role: 'client',
  address: '',
  link: name,
  conditions: { up: true, delay: 0, loss: 0, duplication: 0, reordering: 0 },
  drop_pending: false,
  faults: [],
  radio: null,
});

it('keeps every node inside of the map and apart from the others', () => {
  for (const count of [1, 2, 3, 6, 10]) {
    const cameras = Array.from({ length: count }, (_, at) => node(`cam${at}`, 'camera'));
    const placed = layOut([...cameras, node('gateway', 'gateway'), node('workstation', 'workstation')]);
    expect(placed).toHaveLength(count + 2);
    for (const { x, y } of placed) {
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(WIDTH - 20);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(HEIGHT - 20);
    }
    expect(new Set(placed.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`)).size).toBe(count + 2);
  }
});
