import { expect, it } from 'vitest';
import type { NodeSnapshot } from '../protocol/types';
import { airLinks, HEIGHT, layOut, SWITCH, WIDTH, wayOf } from './map_layout';

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

const working = { up: true, delay: 0, loss: 0, duplication: 0, reordering: 0 };

/** A camera with a radio; it makes a network for these stations. */
function withRadio(name: string, stations?: string[]): NodeSnapshot {
  const serves = stations ? { ssid: 'garden', open: false, stations } : null;
  const radio = { link: `${name}.wlan`, conditions: working, drop_pending: false, faults: [], serves };
  return { ...node(name, 'camera'), radio };
}

it('joins the stations of a network that a camera makes with that camera', () => {
  const nodes = [withRadio('openmv', ['cam2']), withRadio('cam2'), withRadio('cam3')];
  const links = airLinks(layOut(nodes));
  expect(
    links.map(({ station, access_point, network }) => [
      station.node.name,
      access_point.node.name,
      network.ssid,
    ]),
  ).toEqual([['cam2', 'openmv', 'garden']]);
});

it('lets the frames of that network fly between its cameras, once', () => {
  const placed = layOut([withRadio('openmv', ['cam2']), withRadio('cam2'), withRadio('cam3')]);
  const at = (name: string) => placed.find((one) => one.node.name === name);
  expect(wayOf({ link: 'cam2.wlan', from_node: true }, placed)).toEqual([at('cam2'), at('openmv')]);
  expect(wayOf({ link: 'cam2.wlan', from_node: false }, placed)).toEqual([at('openmv'), at('cam2')]);
  expect(wayOf({ link: 'openmv.ap', from_node: true }, placed)).toBeUndefined();
});

it('lets all other frames fly to and from the switch', () => {
  const placed = layOut([withRadio('openmv', ['cam2']), withRadio('cam2'), withRadio('cam3')]);
  const at = (name: string) => placed.find((one) => one.node.name === name);
  expect(wayOf({ link: 'cam2', from_node: true }, placed)).toEqual([at('cam2'), SWITCH]);
  expect(wayOf({ link: 'cam3.wlan', from_node: false }, placed)).toEqual([SWITCH, at('cam3')]);
  expect(wayOf({ link: 'nowhere', from_node: true }, placed)).toBeUndefined();
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
