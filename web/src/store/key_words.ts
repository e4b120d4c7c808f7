import { t } from '../words/words';
import type { COMBINED, SINGLE } from './keys';

/** A key as it is written on a keyboard, and what it does. */
export type KeyWords = [shown: string, what: string];

/** Of every key of the page: one that is missing here does not compile. */
export const KEY_WORDS: Record<keyof typeof COMBINED | keyof typeof SINGLE, KeyWords> = {
  palette: ['Ctrl-K, ⌘K', t('keys.palette')],
  areas: ['Alt-1 … Alt-4', t('keys.areas')],
  maximise: ['Alt-M', t('keys.maximise')],
  run: ['F5', t('keys.run')],
  present: ['Alt-P', t('present.key')],
  turn: [t('present.turn_keys'), t('present.turn')],
  pause: [t('keys.space'), t('keys.pause')],
  escape: ['Esc', t('keys.escape')],
  list: ['?', t('keys.this_list')],
  messages: ['[  ]', t('keys.messages')],
  packets: ['{  }', t('keys.packets')],
  step: ['.', t('keys.step')],
  stepBack: [',', t('keys.step_back')],
};
