import { t } from '../../words/words';
import { course } from '../course.svelte';
import { notices } from '../notices.svelte';
import { presentStep } from '../present_step';
import { readState, stateText } from '../state';
import { keepFor, load, save } from '../storage';
import { world } from '../world.svelte';
import { LONGEST_NOTE, PlatformRefusal, Sco, type ScormApi } from './scorm';

/** The note that this browser left last; another one comes from another browser, and is newer. */
const keyOf = (lesson: string): string => `platform/${lesson}`;

/** A refusal of the platform is a message, once; the lesson goes on. */
function tryTelling(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    notices.show('problem', t('notice.platform_refused', { why: error.message }));
  }
}

/** Takes over what the learner did in another browser, as far as it fits into the platform's note. */
async function takeUp(sco: Sco, lesson: string): Promise<void> {
  const { note } = sco;
  if (note === '' || note === (await load(keyOf(lesson)).catch(() => undefined))) return;
  try {
    const state = readState(note);
    if (state.lesson === lesson) await save(`world/${lesson}`, state);
  } catch (error) {
    notices.problem(error);
  }
}

async function leaveNote(sco: Sco, lesson: string): Promise<void> {
  const saved = await load<Parameters<typeof stateText>[0]>(`world/${lesson}`);
  const whole = saved ? stateText(saved) : '';
  const note = whole.length > LONGEST_NOTE ? '' : whole;
  tryTelling(() => sco.leave(note));
  await save(keyOf(lesson), note);
}

function reportChanges(sco: Sco, lesson: string): void {
  $effect.root(() => {
    $effect(() => {
      const progress = world.snapshot?.lesson;
      if (progress?.id !== lesson) return;
      const { steps } = progress;
      const done = steps.filter(({ state }) => state === 'done').length;
      tryTelling(() => sco.report({ step: presentStep(steps), done, steps: steps.length }));
    });
    $effect(() => {
      if (world.savedAt && world.lesson === lesson) void leaveNote(sco, lesson).catch(() => undefined);
    });
  });
}

/** Runs the page as a unit of a learning platform: work is kept for each learner, and progress reported. */
export async function followPlatform(
  api: ScormApi | null,
  lesson: string,
  run: () => Promise<void>,
): Promise<void> {
  if (!api) {
    notices.show('problem', t('notice.no_platform'));
    return run();
  }
  const sco = new Sco(api, () => Date.now());
  tryTelling(() => sco.begin());
  keepFor(sco.learner);
  await takeUp(sco, lesson);
  course.restrictTo(lesson);
  reportChanges(sco, lesson);
  // A page that is hidden may still be shown again; one that is left is not.
  addEventListener('pagehide', () => sco.end());
  await run();
}
