import type { Snapshot } from '../protocol/types';

// Each participant keeps a colour and a shape in map, ladder, tabs and consoles.
export type Role = 'client' | 'server' | 'service' | 'workstation' | 'attacker';

/** The lab's first camera is the one that the others connect to. */
export function roleOf(name: string, snapshot: Snapshot | null): Role {
  const node = snapshot?.nodes.find((one) => one.name === name);
  if (node?.kind === 'gateway') return 'service';
  if (node?.kind === 'workstation') return 'workstation';
  return snapshot?.cameras[0]?.name === name ? 'server' : 'client';
}
