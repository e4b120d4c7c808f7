import { t } from '../words/words';

// Keys that the keyboards of phones and tablets lack, as a row of buttons below a terminal.

export interface TouchKey {
  label: string;
  bytes: string;
  name?: string;
}

/** With no bytes of its own: it goes with the next key. */
export const CONTROL: TouchKey = { label: t('keys.control_label'), bytes: '', name: t('keys.control') };

export const TOUCH_KEYS: readonly TouchKey[] = [
  CONTROL,
  { label: 'Tab', bytes: '\t' },
  { label: 'Esc', bytes: '\x1b' },
  { label: '↑', bytes: '\x1b[A', name: t('keys.up') },
  { label: '↓', bytes: '\x1b[B', name: t('keys.down') },
  { label: '←', bytes: '\x1b[D', name: t('keys.left') },
  { label: '→', bytes: '\x1b[C', name: t('keys.right') },
  { label: '^C', bytes: '\x03', name: 'Ctrl-C' },
];

/** What a terminal gets for a key that is pressed together with Ctrl; keys that have no such byte stay as they are. */
export function withControl(text: string): string {
  const code = text.toUpperCase().charCodeAt(0);
  return text.length === 1 && code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : text;
}
