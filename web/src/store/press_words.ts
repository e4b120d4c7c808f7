import { t } from '../words/words';

// What stands on the buttons of a `press` block. The lines are those of parse_press() (sim/lesson/lesson_press.h), which has
// refused what is not one; press_label() there says the same.

export type PressIcon = 'power' | 'reset' | 'stop' | 'clock' | 'unplug' | 'network';

export interface PressWords {
  label: string;
  icon: PressIcon;
}

const MINUTES = { m: 1, h: 60, d: 1440 };

function later(number: string, unit: string): string {
  const minutes = Number(number) * MINUTES[unit as keyof typeof MINUTES];
  if (minutes % MINUTES.d === 0) return t('press.days_later', { count: minutes / MINUTES.d });
  if (minutes % MINUTES.h === 0) return t('press.hours_later', { count: minutes / MINUTES.h });
  return t('press.minutes_later', { count: minutes });
}

/** The message's name for people: those of the protocol are the same in every language. */
function messageName(id: string): string {
  switch (id) {
    case 'frame':
      return t('press.frame');
    case 'segment':
      return t('press.segment');
    case 'datagram':
      return t('press.datagram');
    case 'alert':
      return t('press.alert');
    case 'application_data':
      return t('press.application_data');
    default:
      return id.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  }
}

function fault(verb: string, which: string, id: string, way: string, link: string): string {
  const message = messageName(id);
  const from = way === 'from';
  const lost = from ? t('press.lose_from', { message, link }) : t('press.lose_to', { message, link });
  const flipped = from ? t('press.flip_from', { message, link }) : t('press.flip_to', { message, link });
  const press = verb === 'lose' ? lost : flipped;
  const count = Number.parseInt(which, 10) - 1;
  return count > 0 ? t('press.after_others', { press, count }) : press;
}

type Form = [pattern: RegExp, icon: PressIcon, label: (...words: string[]) => string];

const FORMS: Form[] = [
  [/^power on (\S+)$/, 'power', (camera) => t('press.power_on', { camera })],
  [/^power off (\S+)$/, 'power', (camera) => t('press.power_off', { camera })],
  [/^reset (\S+)$/, 'reset', (camera) => t('press.reset', { camera })],
  [/^stop (\S+)$/, 'stop', (camera) => t('press.stop', { camera })],
  [/^wait (\S+)$/, 'clock', (time) => t('press.wait', { time })],
  [
    /^true time (\S+)(?: (\d\d:\d\d)\S*)?$/,
    'clock',
    (date, time = '') => t('press.true_time', { time: `${date} ${time || '00:00'}` }),
  ],
  [/^later (\d+)([mhd])$/, 'clock', later],
  [/^cable out (\S+)$/, 'unplug', (link) => t('press.cable_out', { link })],
  [/^cable in (\S+)$/, 'unplug', (link) => t('press.cable_in', { link })],
  [/^loss (\d+)% (\S+)$/, 'network', (percent, link) => t('press.loss', { percent, link })],
  [/^duplication (\d+)% (\S+)$/, 'network', (percent, link) => t('press.duplication', { percent, link })],
  [/^reordering (\d+)% (\S+)$/, 'network', (percent, link) => t('press.reordering', { percent, link })],
  [/^delay (\S+) (\S+)$/, 'network', (time, link) => t('press.delay', { time, link })],
  [/^(lose) (\S+) (\S+) (from|to) (\S+)$/, 'network', fault],
  [/^(flip) (?:bit \d of )?byte \S+ of (\S+) (\S+) (from|to) (\S+)$/, 'network', fault],
  [/^repair (\S+)$/, 'network', (service) => t('press.repair', { service })],
  [/^attack start (\S+)$/, 'network', (attacker) => t('press.attack_start', { attacker })],
  [/^attack stop (\S+)$/, 'stop', (attacker) => t('press.attack_stop', { attacker })],
  [/^name (\S+)$/, 'network', (cause) => t('press.name', { cause })],
];

/** `pressWords` reads one line of a `press` block. */
export function pressWords(line: string): PressWords {
  const bar = line.indexOf(' | ');
  const text = bar < 0 ? line : line.slice(0, bar);
  const own = bar < 0 ? '' : line.slice(bar + 3);
  for (const [pattern, icon, label] of FORMS) {
    const words = pattern.exec(text);
    if (words) return { label: own || label(...words.slice(1)), icon };
  }
  return { label: own || text, icon: 'network' };
}
