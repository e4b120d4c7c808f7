import type { AccessPointView, FrameShown, NodeSnapshot } from '../protocol/types';

// Where the nodes of the network are drawn: around the switch, cameras above, the rest below.

export interface Spot {
  x: number;
  y: number;
}

export interface Placed extends Spot {
  node: NodeSnapshot;
}

/** A camera's way through the air to the camera whose network it has joined. */
export interface AirLink {
  station: Placed;
  access_point: Placed;
  network: AccessPointView;
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

export function airLinks(placed: Placed[]): AirLink[] {
  return placed.flatMap((access_point) => {
    const network = access_point.node.radio?.serves;
    if (!network) return [];
    return placed
      .filter(({ node }) => network.stations.includes(node.name))
      .map((station) => ({ station, access_point, network }));
  });
}

/**
 * From where to where a frame is drawn. In a camera's own network each frame is seen twice, at the access point and
 * at the station; it is drawn at the station.
 */
export function wayOf(
  frame: Pick<FrameShown, 'link' | 'from_node'>,
  placed: Placed[],
): [Spot, Spot] | undefined {
  const spot = placed.find(({ node }) => node.link === frame.link || node.radio?.link === frame.link);
  if (!spot) return undefined;
  const through = airLinks(placed).find(({ station }) => station === spot && spot.node.link !== frame.link);
  const other = through?.access_point ?? SWITCH;
  return frame.from_node ? [spot, other] : [other, spot];
}

export function layOut(nodes: NodeSnapshot[]): Placed[] {
  const cameras = nodes.filter(({ kind }) => kind === 'camera').reverse();
  const others = nodes.filter(({ kind }) => kind !== 'camera');
  const many = cameras.length > 4;
  return [...along(cameras, many ? 170 : 215, many ? 370 : 325), ...along(others, 140, 40)];
}
