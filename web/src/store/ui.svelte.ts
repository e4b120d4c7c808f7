// This is what is open over the page, and what is selected in one area and shown in another.

import type { SavedWorld } from '../protocol/types';
import type { MessageLink } from './message_link';

/** `REAL_PLACE` is the bench's place for a real camera: none of the world can have this name. */
export const REAL_PLACE = '*';

class Ui {
  palette = $state(false);
  /** `typed` is the text typed for the palette while it was loading. */
  typed = '';
  keys = $state(false);
  course = $state(false);
  /** `exporting` asks for what goes into the file for a teacher. */
  exporting = $state(false);
  /** `cards` shows the cards of finished lessons. */
  cards = $state(false);
  /** `about` shows versions and licences. */
  about = $state(false);
  /** `importing` is the exported file that would replace what is kept. */
  importing = $state.raw<{ name: string; kept: Record<string, unknown> } | null>(null);
  /** `sharing` is the world that is about to be handed on. */
  sharing = $state.raw<SavedWorld | null>(null);
  /** `opening` is the state of somebody that would replace the learner's work in its lesson. */
  opening = $state.raw<SavedWorld | null>(null);
  /** `hardware` shows the cost of handshakes on the real camera. */
  hardware = $state(false);
  /** `adding` is the dialog for another camera. */
  adding = $state(false);
  /** `removing` is the camera that is about to be removed; "" for none. */
  removing = $state('');
  private shownPlace = $state('');
  /** `camera` is the one whose tab was shown last; "" for none. */
  camera = $state('');

  /** `place` is the bench's tab: "" for the workstation, or a camera. */
  get place(): string {
    return this.shownPlace;
  }
  set place(place: string) {
    this.shownPlace = place;
    if (place && place !== REAL_PLACE) this.camera = place;
    this.nextPlace = null;
  }

  /** `realCamera` says whether the bench has a place for a real camera. */
  realCamera = $state(false);

  /** Shows it. */
  showRealCamera(): void {
    this.adding = false;
    this.realCamera = true;
    this.place = REAL_PLACE;
  }

  /** `nextPlace` is the one that the present step is about, until it is shown; null for none. */
  nextPlace = $state<string | null>(null);

  /** `conversation` is the selected one on the wire; null for the latest. */
  conversation = $state<number | null>(null);
  /** `message` is the selected entry of the selected conversation, by place; -1 for none. */
  message = $state(-1);
  /** `linked` is the message that a link wants, until it is there. */
  linked = $state.raw<MessageLink | null>(null);
  /** `pane` is the visible part of a message that is being read, where there is room for only one. */
  pane = $state<'fields' | 'bytes' | 'explanation'>('fields');
  /** `packet` is the selected one in the packet list: its number in this world, or in the file; -1 for none. */
  packet = $state(-1);
  /** With `eachLink` the packet list shows every link that a frame takes, not only the first. */
  eachLink = $state(false);
  wireTab = $state<'messages' | 'sides' | 'packets' | 'certificate'>('messages');
  networkTab = $state<'map' | 'faults' | 'attackers'>('map');
  link = $state('');
  /** `file` is shown next to the terminal or console of its place. */
  file = $state<{ place: string; path: string } | null>(null);

  /** Messages and packets that are selected belong to the world that ends. */
  forgetSelection(): void {
    this.conversation = null;
    this.message = -1;
    this.packet = -1;
    this.link = '';
  }
}

export const ui = new Ui();
