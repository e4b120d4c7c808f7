import { MediaQuery, SvelteSet } from 'svelte/reactivity';
import { type Area, settings } from './settings.svelte';

// The page as built is that of a wide window.
const wide = new MediaQuery('(min-width: 1100px)', true);
const seen = new SvelteSet<Area>();

/** Whether an area is in sight, or was. Areas that are tabs are only made when they are first looked at. */
export function wasInSight(area: Area): boolean {
  return wide.current || settings.area === area || seen.has(area);
}

/** To be called when another area comes into sight. */
export function noteInSight(): void {
  seen.add(settings.area);
}
