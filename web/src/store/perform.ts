import { documents } from './documents.svelte';
import { settings } from './settings.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// The world does what a block of a lesson or a diagnosis says, in the learner's sight; this looks on.

const keyByKey = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * `performBlocks` does one block of a step, by its place among those that do something, or all of them: null. Step null is
 * the introduction. A refusal is thrown.
 */
export async function performBlocks(step: number | null, block: number | null): Promise<void> {
  await lookOn(await world.send('lesson_act', { step, block, key_by_key: keyByKey() }));
}

/** `typeLines` types lines at a camera's prompt, or into the workstation's terminal: "". A refusal is thrown. */
export async function typeLines(camera: string, text: string): Promise<void> {
  await lookOn(await world.send('type_line', { camera, text, key_by_key: keyByKey() }));
}

/** `lookOn` ends when the performance has ended, or another one or another world has taken its place. */
async function lookOn(number: number): Promise<void> {
  const { generation } = world;
  let place: string | undefined;
  let files = 0;
  while (world.phase === 'running' && generation === world.generation) {
    const performance = world.snapshot?.performance;
    if (performance && performance.number > number) return;
    if (performance?.number === number) {
      if (performance.camera !== null && performance.camera !== place) lookAt(performance.camera);
      place = performance.camera ?? place;
      for (const file of performance.written.slice(files)) await lookInto(file);
      files = performance.written.length;
      if (performance.problem) throw new Error(performance.problem);
      if (!performance.goes_on) return;
    }
    await world.nextUpdate(1000);
  }
}

function lookAt(place: string): void {
  settings.show('bench');
  ui.place = place;
}

async function lookInto(file: string): Promise<void> {
  await documents.reload('', file);
  lookAt('');
  ui.file = { place: '', path: file };
}
