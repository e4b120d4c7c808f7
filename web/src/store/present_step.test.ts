import { expect, it } from 'vitest';
import { presentStep } from './present_step';

it('is the step that the learner is at, and the last one of a finished lesson', () => {
  const steps = (...states: string[]) => states.map((state) => ({ state }));
  expect(presentStep([])).toBe(0);
  expect(presentStep(steps('current', 'todo'))).toBe(0);
  expect(presentStep(steps('done', 'current', 'todo'))).toBe(1);
  expect(presentStep(steps('done', 'done', 'done'))).toBe(2);
});
