// What is open over the page, and what is selected in one area and shown in another.

import type { MessageLink } from './message_link';

class Ui {
  palette = $state(false);
  /** What was typed for the palette while it was on its way. */
  typed = '';
  keys = $state(false);
  course = $state(false);
  /** What handshakes cost the real camera. */
  hardware = $state(false);
  /** The dialog for another camera. */
  adding = $state(false);
  /** The camera that is about to be removed; "": none. */
  removing = $state('');
  /** The bench's tab: "" the workstation, or a camera. */
  place = $state('');
  /** Of the wire; null: the latest conversation. */
  conversation = $state<number | null>(null);
  /** Of the selected conversation's entries, by place; -1: none. */
  message = $state(-1);
  /** The message that a link wants, until it is there. */
  linked = $state.raw<MessageLink | null>(null);
  /** Of a message that is read, where there is room for one pane. */
  pane = $state<'fields' | 'bytes' | 'explanation'>('fields');
  /** Of the packet list, by place; -1: none. */
  packet = $state(-1);
  /** The packet list shows every link that a frame takes, not only the first. */
  eachLink = $state(false);
  wireTab = $state<'messages' | 'sides' | 'packets' | 'certificate'>('messages');
  networkTab = $state<'map' | 'faults'>('map');
  link = $state('');
  /** A file to be shown beside the terminal or console of its place. */
  file = $state<{ place: string; path: string } | null>(null);
}

export const ui = new Ui();
