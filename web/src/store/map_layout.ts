import type { NodeSnapshot } from '../protocol/types';

// Where the nodes of the network are drawn: around the switch, cameras above, the rest below.

export interface Placed {
  node: NodeSnapshot;
  x: number;
  y: number;
}

export const WIDTH = 340;
export const HEIGHT = 290;
export const SWITCH = { x: WIDTH / 2, y: 140 };

/** Places on a part of an ellipse around the switch; angles in degrees, clockwise from the right. */
function along(nodes: NodeSnapshot[], from: number, to: number): Placed[] {
  return nodes.map((node, at) => {
    const part = nodes.length === 1 ? 0.5 : at / (nodes.length - 1);
    const angle = ((from + (to - from) * part) * Math.PI) / 180;
    return { node, x: SWITCH.x + 122 * Math.cos(angle), y: SWITCH.y + 96 * Math.sin(angle) };
  });
}

export function layOut(nodes: NodeSnapshot[]): Placed[] {
  const cameras = nodes.filter(({ kind }) => kind === 'camera').reverse();
  const others = nodes.filter(({ kind }) => kind !== 'camera');
  const many = cameras.length > 4;
  return [...along(cameras, many ? 170 : 215, many ? 370 : 325), ...along(others, 140, 40)];
}
