import { type Area, settings } from './settings.svelte';

/** Brings an area into view and the keyboard's focus into it. */
export function goTo(area: Area): void {
  settings.show(area);
  document.getElementById(`area-${area}`)?.focus();
}
