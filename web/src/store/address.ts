import { linkTo } from './message_link';
import { reading } from './reading.svelte';
import { ui } from './ui.svelte';
import { shownConversation } from './wire';
import { world } from './world.svelte';

export const clearHash = (): void => history.replaceState(null, '', location.pathname + location.search);

/**
 * `nameMessage` lets the address name the message that is selected, for a bookmark or a link, and no message when none is.
 */
export function nameMessage(): void {
  const shown = shownConversation();
  if (!reading.file && shown && ui.message >= 0)
    history.replaceState(null, '', linkTo(world.lesson, shown, ui.message));
  else if (!ui.linked && location.hash.startsWith('#message=')) clearHash();
}
