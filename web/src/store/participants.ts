import type { NodeSnapshot } from '../protocol/types';
import { world } from './world.svelte';

// Each participant keeps a colour and a shape in map, ladder, tabs and consoles.
export type Role = NodeSnapshot['role'];

export const roleOf = (name: string): Role => {
  if (world.snapshot?.attackers.some((attacker) => attacker.name === name)) return 'attacker';
  return world.snapshot?.nodes.find((node) => node.name === name)?.role ?? 'client';
};
