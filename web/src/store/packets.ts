import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { type Packet, world } from './world.svelte';

/** The packets as the list shows them: where they were sent and where one was lost, or on each link. */
export function shownPackets(): Packet[] {
  if (ui.eachLink) return world.packets;
  return world.packets.filter(({ from_node, fate }) => from_node || fate !== 'delivered');
}

/** The numbers of the packets that can be selected, from the first to the last. */
function numbers(): { count: number; at(place: number): number; place: number } {
  if (reading.file) return { count: reading.file.capture.frames, at: (place) => place, place: ui.packet };
  const shown = shownPackets();
  const place = shown.findIndex(({ number }) => number === ui.packet);
  return { count: shown.length, at: (wanted) => shown[wanted]?.number ?? -1, place };
}

/** Selects the packet that is so many on in the list; from none, the first or the last. */
export function stepPacket(by: number): void {
  const { count, at, place } = numbers();
  if (!count) return;
  ui.wireTab = 'packets';
  const from = place < 0 ? (by > 0 ? -1 : count) : place;
  ui.packet = at(Math.min(count - 1, Math.max(0, from + by)));
}

/** Whether there is a packet before, or behind, the selected one. */
export function hasPacket(by: 1 | -1): boolean {
  const { count, place } = numbers();
  return place + by >= 0 && place + by < count;
}
