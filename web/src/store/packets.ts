import type { FrameShown } from '../protocol/types';
import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

/** The packets as the list shows them: where they were sent and where one was lost, or on each link. */
export function shownPackets(): FrameShown[] {
  if (ui.eachLink) return world.packets;
  return world.packets.filter(({ from_node, fate }) => from_node || fate !== 'delivered');
}

/** Selects the next or previous packet of the list. */
export function stepPacket(by: 1 | -1): void {
  const count = reading.file ? reading.file.capture.frames : shownPackets().length;
  if (!count) return;
  ui.wireTab = 'packets';
  const at = ui.packet < 0 ? (by > 0 ? -1 : count) : ui.packet;
  ui.packet = Math.min(count - 1, Math.max(0, at + by));
}
