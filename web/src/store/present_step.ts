import type { LessonStepSnapshot } from '../protocol/types';

/** The step at which a learner is: the first while none is known, the last when all are done. */
export function presentStep(steps: readonly Pick<LessonStepSnapshot, 'state'>[]): number {
  const at = steps.findIndex(({ state }) => state === 'current');
  return at >= 0 ? at : Math.max(0, steps.length - 1);
}
