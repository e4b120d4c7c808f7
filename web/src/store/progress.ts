import type { LessonSnapshot, ProgressFile, ProgressLesson, ProgressStep } from '../protocol/types';
import { flag, listOf, number, object, type Shape, text } from './shape';

// How far the learner has come in each lesson, for a teacher: what the engine says of the steps, and how long each was at hand.

/** Who is away for longer is not at the step. */
const LONGEST_PAUSE = 300;

type Fields<T> = Record<keyof T, Shape>;

const step = object({
  id: text,
  done: flag,
  seconds: number,
  hints: number,
  checks: listOf(object({ id: text, done: flag })),
  predictions: listOf(object({ chosen: number, happened: number })),
  met: listOf(text),
} satisfies Fields<ProgressStep>);

/** Whether a value is a ProgressLesson in all its parts. */
export const isProgress: Shape = object({
  id: text,
  finished: flag,
  steps: listOf(step),
} satisfies Fields<ProgressLesson>);

/**
 * `progressOf` takes the engine's view of a lesson, and the seconds since it was looked at last; those count for the step at
 * hand. `before` is what was known; what a reset has undone stays known: hints, and wrong ends.
 */
export function progressOf(
  lesson: LessonSnapshot,
  before: ProgressLesson | undefined,
  seconds: number,
): ProgressLesson {
  const spent = Math.max(0, Math.min(seconds, LONGEST_PAUSE));
  const steps = lesson.steps.map((one): ProgressStep => {
    const known = before?.steps.find(({ id }) => id === one.id);
    return {
      id: one.id,
      done: one.state === 'done',
      seconds: (known?.seconds ?? 0) + (one.state === 'current' ? spent : 0),
      hints: one.hints.filter(({ asked }) => asked).length,
      checks: one.checks.map(({ id, done }) => ({ id, done })),
      predictions: one.predictions,
      met: [...new Set([...(known?.met ?? []), ...one.met])],
    };
  });
  return { id: lesson.id, finished: lesson.finished || (before?.finished ?? false), steps };
}

/** The file for a teacher (sim/lab/protocol/progress_file.h). It names nobody unless the learner has typed a name. */
export function progressFile(name: string, lessons: ProgressLesson[]): string {
  const whole = lessons.map((lesson) => ({
    ...lesson,
    steps: lesson.steps.map((one) => ({ ...one, seconds: Math.round(one.seconds) })),
  }));
  const file: ProgressFile = { format: 'tlscam-progress', version: 1, name: name.trim(), lessons: whole };
  return `${JSON.stringify(file, null, 2)}\n`;
}
