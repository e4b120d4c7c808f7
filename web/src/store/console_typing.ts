import { textToBase64 } from './bytes';
import { world } from './world.svelte';

const PROMPT = '>>> ';
const PASTE_BEGIN = '\x05';
const PASTE_END = '\x04';
const KEY_PAUSE = 14; // ms
const PATIENCE = 20_000; // ms until a line that still runs is left alone

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const send = (camera: string, text: string): Promise<unknown> =>
  world.send('type', { camera, bytes: textToBase64(text) });

async function prompt(camera: string): Promise<void> {
  const until = performance.now() + PATIENCE;
  await pause(120);
  while (performance.now() < until && !world.console(camera).tail(8).endsWith(PROMPT)) await pause(60);
}

/**
 * Types lines at a camera's prompt as a person would. Lines that belong together (a loop's body) go in MicroPython's
 * paste mode: its prompt would indent them a second time.
 */
export async function typeAtCamera(camera: string, text: string): Promise<void> {
  if (/\n[ \t]/.test(text)) {
    await send(camera, PASTE_BEGIN);
    await pause(60);
    await send(camera, `${text}\n`.replaceAll('\n', '\r'));
    await pause(60);
    await send(camera, PASTE_END);
    return prompt(camera);
  }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const line of text.split('\n')) {
    if (still) await send(camera, line);
    else
      for (const key of line) {
        await send(camera, key);
        await pause(KEY_PAUSE);
      }
    await send(camera, '\r');
    await prompt(camera);
  }
}
