import { worldClock } from './clock.svelte';
import { course } from './course.svelte';
import { goTo } from './go_to';
import { AREAS, settings } from './settings.svelte';
import { runTo, stepBack, stepFrame, stepOn } from './stepping';
import { backUp, chooseBackup, shareLink } from './transfer';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

export interface Action {
  label: string;
  keys?: string;
  run(): void;
}

/** Everything that the palette offers at this moment. */
export function actions(): Action[] {
  const cameras = world.snapshot?.cameras ?? [];
  return [
    ...AREAS.map((area, at) => ({ label: `Go to ${area}`, keys: `Alt-${at + 1}`, run: () => goTo(area) })),
    ...course.lessons.map(({ id, title }) => ({
      label: `Lesson: ${title}`,
      run: () => void course.open(id),
    })),
    { label: 'Free bench, without a lesson', run: () => void course.open('') },
    ...cameras.map(({ name, state }) => ({
      label: state === 'off' ? `Switch ${name} on` : `Switch ${name} off`,
      run: () => world.tell('power', { camera: name, on: state === 'off' }),
    })),
    ...cameras.map(({ name }) => ({
      label: `Reset ${name}`,
      run: () => world.tell('reset', { camera: name }),
    })),
    ...cameras.map(({ name }) => ({
      label: `Stop the script on ${name}`,
      run: () => world.tell('stop_script', { camera: name }),
    })),
    {
      label: 'Add a camera',
      run: () => {
        ui.adding = true;
      },
    },
    ...cameras
      .filter(({ removable }) => removable)
      .map(({ name }) => ({
        label: `Remove ${name}`,
        run: () => {
          ui.removing = name;
        },
      })),
    { label: 'Jump to the next certificate event', run: () => void worldClock.jumpToNext() },
    { label: 'Pause or continue the world', keys: 'Space', run: () => worldClock.togglePause() },
    { label: 'Step: on to the next message', keys: '.', run: stepOn },
    { label: 'Step back to the message before', keys: ',', run: () => void stepBack() },
    { label: 'Go on to the next frame', run: stepFrame },
    { label: 'Go on to the next alert', run: () => runTo('alert') },
    { label: 'Go on to the end of a handshake', run: () => runTo('handshake_done') },
    { label: 'Copy a share link', run: () => void shareLink() },
    { label: 'Export everything to a file', run: () => void backUp() },
    { label: 'Import an exported file', run: () => void chooseBackup() },
    {
      label: 'Open a capture (pcapng, pcap)',
      run: () => void import('./captures').then(({ chooseCapture }) => chooseCapture()),
    },
    {
      label: 'Save the capture of this world (pcapng)',
      run: () => void import('./captures').then(({ savePcapng }) => savePcapng()),
    },
    { label: 'Change the theme', run: () => settings.nextTheme() },
    {
      label: settings.screenReader
        ? 'Screen reader mode of terminals: off'
        : 'Screen reader mode of terminals: on',
      run: () => {
        settings.screenReader = !settings.screenReader;
        settings.keep();
      },
    },
    { label: 'Put the panels back', run: () => settings.resetLayout() },
    {
      label: 'What handshakes cost the real camera',
      run: () => {
        ui.hardware = true;
      },
    },
    {
      label: 'All keys',
      keys: '?',
      run: () => {
        ui.keys = true;
      },
    },
  ];
}
