import { worldClock } from './clock.svelte';
import { goTo } from './go_to';
import { stepPacket } from './packets';
import { presenter } from './presenter.svelte';
import { scripts } from './scripts.svelte';
import { AREAS, type Area, settings } from './settings.svelte';
import { stepBack, stepOn } from './stepping';
import { ui } from './ui.svelte';
import { stepMessage } from './wire';

// The keys of the page: what each of them does. The list of all keys and the palette have their names from key_words.ts.

export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Where the focus is when a key is pressed. */
export interface Focus {
  /** In what takes text, where single characters are text. */
  takesText: boolean;
  /** In a dialog, whose keys are its own. */
  inDialog: boolean;
  /** On the page itself or on an area, where Space presses no button. */
  onPage: boolean;
  area: Area | null;
}

interface Key {
  matches(press: Press): boolean;
  /** False: the key is not handled, and does what the browser does with it. */
  run(focus: Focus, press: Press): unknown;
}

const plain = ({ ctrlKey, metaKey, altKey }: Press): boolean =>
  // AltGr, with which many keyboards write brackets, is both.
  (!ctrlKey && !metaKey && !altKey) || (ctrlKey && altKey && !metaKey);
const single =
  (key: string) =>
  (press: Press): boolean =>
    press.key === key && plain(press);
const alt =
  (code: RegExp) =>
  ({ altKey, ctrlKey, code: pressed }: Press): boolean =>
    altKey && !ctrlKey && code.test(pressed);

/** Work wherever the focus is. */
export const COMBINED = {
  palette: {
    matches: ({ key, ctrlKey, metaKey, shiftKey, altKey }) =>
      (ctrlKey || metaKey) && key.toLowerCase() === 'k' && !shiftKey && !altKey,
    run: () => {
      ui.palette = !ui.palette;
      ui.typed = '';
    },
  },
  areas: {
    matches: alt(/^Digit[1-4]$/),
    run: (_, { code }) => goTo(AREAS[Number(code.slice(5)) - 1] ?? 'lesson'),
  },
  maximise: {
    matches: alt(/^KeyM$/),
    run: ({ area }) => settings.maximise(area ?? settings.maximised ?? 'bench'),
  },
  present: {
    matches: alt(/^KeyP$/),
    run: () => presenter.toggle(),
  },
  turn: {
    // The keys of a remote control; the focus may be anywhere.
    matches: (press) => /^Page(Up|Down)$/.test(press.key) && plain(press),
    run: ({ inDialog }, { key }) => {
      if (!presenter.on || inDialog) return false;
      presenter.turn(key === 'PageDown' ? 1 : -1);
      return true;
    },
  },
  run: {
    matches: ({ key, ctrlKey }) => key === 'F5' && !ctrlKey,
    run: () => scripts.runShown(),
  },
} satisfies Record<string, Key>;

/** Work outside of dialogs and of what takes text; those of one character can be switched off. */
export const SINGLE = {
  pause: {
    matches: single(' '),
    run: ({ onPage }) => {
      if (!onPage) return false;
      worldClock.togglePause();
      return true;
    },
  },
  escape: {
    matches: (press) => press.key === 'Escape' && plain(press),
    run: () => {
      if (settings.maximised !== null) settings.maximise(settings.maximised);
      else if (presenter.on) presenter.toggle();
      else return false;
      return true;
    },
  },
  list: {
    matches: single('?'),
    run: () => {
      ui.keys = !ui.keys;
    },
  },
  messages: {
    matches: (press) => single('[')(press) || single(']')(press),
    run: (_, { key }) => stepMessage(key === ']' ? 1 : -1),
  },
  packets: {
    matches: (press) => single('{')(press) || single('}')(press),
    run: (_, { key }) => stepPacket(key === '}' ? 1 : -1),
  },
  step: { matches: single('.'), run: () => stepOn() },
  stepBack: { matches: single(','), run: () => void stepBack() },
} satisfies Record<string, Key>;

const combined: Key[] = Object.values(COMBINED);
const singles: Key[] = Object.values(SINGLE);

/** Does what a key does. Whether it has done something. */
export function pressKey(press: Press, focus: Focus): boolean {
  const everywhere = combined.find(({ matches }) => matches(press));
  if (everywhere) return everywhere.run(focus, press) !== false;
  if (focus.takesText || focus.inDialog) return false;
  const key = singles.find(({ matches }) => matches(press));
  if (!key || (!settings.singleKeys && key !== SINGLE.escape)) return false;
  return key.run(focus, press) !== false;
}
