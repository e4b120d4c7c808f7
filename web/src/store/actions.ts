import { t } from '../words/words';
import { worldClock } from './clock.svelte';
import { course } from './course.svelte';
import { goTo } from './go_to';
import { KEY_WORDS } from './key_words';
import { otherLanguages, readIn } from './languages';
import { arrived } from './lazy';
import { presenter } from './presenter.svelte';
import { AREAS, type Area, settings } from './settings.svelte';
import { runTo, stepBack, stepFrame, stepOn } from './stepping';
import { backUp, chooseBackup, share } from './transfer';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

export interface Action {
  label: string;
  keys?: string;
  run(): void;
}

const captures = () => arrived(() => import('./captures'));

const toArea: Record<Area, string> = {
  lesson: t('action.to_lesson'),
  bench: t('action.to_bench'),
  network: t('action.to_network'),
  wire: t('action.to_wire'),
};

/** Everything that the palette offers at this moment. */
export function actions(): Action[] {
  const cameras = world.snapshot?.cameras ?? [];
  return [
    ...AREAS.map((area, at) => ({ label: toArea[area], keys: `Alt-${at + 1}`, run: () => goTo(area) })),
    ...course.lessons.map(({ id, title }) => ({
      label: t('action.open_lesson', { title }),
      run: () => void course.open(id),
    })),
    { label: t('action.free_bench'), run: () => void course.open('') },
    ...cameras.map(({ name, state }) => ({
      label:
        state === 'off' ? t('action.switch_on', { camera: name }) : t('action.switch_off', { camera: name }),
      run: () => world.tell('power', { camera: name, on: state === 'off' }),
    })),
    ...cameras.map(({ name }) => ({
      label: t('action.reset', { camera: name }),
      run: () => world.tell('reset', { camera: name }),
    })),
    ...cameras.map(({ name }) => ({
      label: t('action.stop', { camera: name }),
      run: () => world.tell('stop_script', { camera: name }),
    })),
    {
      label: t('bench.add_camera'),
      run: () => {
        ui.adding = true;
      },
    },
    {
      label: t('bench.connect_real'),
      run: () => {
        ui.showRealCamera();
        goTo('bench');
      },
    },
    ...cameras
      .filter(({ removable }) => removable)
      .map(({ name }) => ({
        label: t('bench.remove', { camera: name }),
        run: () => {
          ui.removing = name;
        },
      })),
    { label: t('action.jump_next'), run: () => void worldClock.jumpToNext() },
    { label: t('action.pause'), keys: KEY_WORDS.pause[0], run: () => worldClock.togglePause() },
    { label: t('action.step'), keys: KEY_WORDS.step[0], run: stepOn },
    { label: t('action.step_back'), keys: KEY_WORDS.stepBack[0], run: () => void stepBack() },
    { label: t('action.step_frame'), run: stepFrame },
    { label: t('action.to_alert'), run: () => runTo('alert') },
    { label: t('action.to_handshake_end'), run: () => runTo('handshake_done') },
    {
      label: t('action.cards'),
      run: () => {
        ui.cards = true;
      },
    },
    {
      label: t('action.progress'),
      run: () => {
        ui.exporting = true;
      },
    },
    { label: t('action.share'), run: () => void share() },
    { label: t('action.export'), run: () => void backUp() },
    { label: t('action.import'), run: () => void chooseBackup() },
    {
      label: t('action.open_capture'),
      run: () => void captures().then(({ chooseCapture }) => chooseCapture()),
    },
    {
      label: t('action.save_capture'),
      run: () => void captures().then(({ savePcapng }) => savePcapng()),
    },
    {
      label: presenter.on ? t('present.end') : t('present.key'),
      keys: KEY_WORDS.present[0],
      run: () => presenter.toggle(),
    },
    { label: t('action.theme'), run: () => settings.nextTheme() },
    ...otherLanguages.map((language) => ({
      label: t('action.language', { language: language.name }),
      run: () => void readIn(language),
    })),
    {
      label: settings.screenReader ? t('action.screen_reader_off') : t('action.screen_reader_on'),
      run: () => settings.toggleScreenReader(),
    },
    {
      label: settings.singleKeys ? t('action.single_keys_off') : t('action.single_keys_on'),
      run: () => settings.toggleSingleKeys(),
    },
    { label: t('action.reset_layout'), run: () => settings.resetLayout() },
    {
      label: t('bench.cost'),
      run: () => {
        ui.hardware = true;
      },
    },
    {
      label: t('about.title'),
      run: () => {
        ui.about = true;
      },
    },
    {
      label: t('page.keys'),
      keys: KEY_WORDS.list[0],
      run: () => {
        ui.keys = true;
      },
    },
  ];
}
