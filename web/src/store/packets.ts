import { ui } from './ui.svelte';
import { world } from './world.svelte';

/** Selects the next or previous packet of the list. */
export function stepPacket(by: 1 | -1): void {
  const count = world.packets.length;
  if (!count) return;
  ui.wireTab = 'packets';
  const at = ui.packet < 0 ? (by > 0 ? -1 : count) : ui.packet;
  ui.packet = Math.min(count - 1, Math.max(0, at + by));
}
