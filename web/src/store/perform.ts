import type { TextBlock } from '../../tools/lesson_text';
import { base64ToText, textToBase64 } from './bytes';
import { typeAtCamera } from './console_typing';
import { documents } from './documents.svelte';
import { settings } from './settings.svelte';
import { terminalSession } from './terminal_session.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// Does what a block of a lesson says, in the learner's sight: typed, pressed, written.

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function until(condition: () => boolean, atMost: number): Promise<void> {
  const end = performance.now() + atMost;
  while (!condition() && performance.now() < end) await pause(80);
}

function look(place: string, path = ''): void {
  settings.show('bench');
  ui.place = place;
  if (path) ui.file = { place, path };
}

async function switchOn(camera: string): Promise<void> {
  if (world.camera(camera)?.state === 'running') return;
  await world.send('power', { camera, on: true });
  await until(() => world.console(camera).tail(8).endsWith('>>> '), 10_000);
}

async function write(file: string, text: string): Promise<void> {
  const open = documents.open.get(`:${file}`);
  await world.send('write_file', { place: '', path: file, bytes: textToBase64(text) });
  if (open) {
    open.text = text;
    open.saved = text;
    documents.changed(open);
  }
}

async function press(line: string): Promise<void> {
  const wait = /^wait (\d+(?:\.\d+)?)(ms|s|min)$/.exec(line);
  if (wait) {
    const scale = { ms: 1000, s: 1e6, min: 60e6 }[wait[2] ?? 's'] ?? 1e6;
    const end = (world.snapshot?.now ?? 0) + Number(wait[1]) * scale;
    return until(() => (world.snapshot?.now ?? end) >= end, 120_000);
  }
  const [, what, camera = ''] = /^(power on|power off|reset|stop) (.+)$/.exec(line) ?? [];
  if (what) look(camera);
  if (what === 'power on') return switchOn(camera);
  if (what === 'power off') {
    await world.send('power', { camera, on: false });
    await until(() => world.camera(camera)?.state === 'off', 5000);
  }
  if (what === 'reset') await world.send('reset', { camera });
  if (what === 'stop') await world.send('stop_script', { camera });
}

/** Carries out one block. A refusal is thrown. */
export async function perform(block: TextBlock): Promise<void> {
  switch (block.kind) {
    case 'workstation':
      look('');
      for (const line of block.text.split('\n')) if (line.trim()) await terminalSession.type(line);
      return;
    case 'console':
      look(block.camera);
      await switchOn(block.camera);
      return typeAtCamera(block.camera, block.text);
    case 'edit':
      await write(block.file, block.text);
      return look('', block.file);
    case 'script': {
      look(block.camera);
      await switchOn(block.camera);
      const text = block.text || base64ToText(await world.send('read_file', { place: '', path: block.file }));
      await world.send('run_script', { camera: block.camera, name: block.file, text });
      return;
    }
    case 'press':
      for (const line of block.text.split('\n')) await press(line.trim());
      return;
    default:
      return;
  }
}
