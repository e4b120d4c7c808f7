import { expect, it } from 'vitest';
import type { LessonSnapshot, LessonStepSnapshot } from '../protocol/types';
import { isProgress, progressFile, progressOf } from './progress';

const step = (id: string, state: string): LessonStepSnapshot => ({
  id,
  title: id,
  state,
  checks: [{ id: '1', done: state === 'done', label: 'x', not_yet: '' }],
  predictions: [{ chosen: 1, happened: -1 }],
  note: '',
  hints_total: 2,
  hints: [
    { text: 'a', after: '', asked: true },
    { text: 'b', after: '', asked: false },
  ],
  met: [],
});
const lesson = (steps: LessonStepSnapshot[]): LessonSnapshot => ({
  id: 'names',
  title: 'Names',
  minutes: 5,
  finished: steps.every(({ state }) => state === 'done'),
  steps,
});

it('counts time for the step at hand, and no pause', () => {
  const first = progressOf(lesson([step('one', 'current'), step('two', 'todo')]), undefined, 10);
  const second = progressOf(lesson([step('one', 'done'), step('two', 'current')]), first, 3600);
  expect(second.steps.map(({ id, done, seconds, hints }) => [id, done, seconds, hints])).toEqual([
    ['one', true, 10, 1],
    ['two', false, 300, 1],
  ]);
});

it('remembers wrong ends and the end of a lesson over a reset', () => {
  const met = { ...step('one', 'done'), met: ['by-address'] };
  const before = progressOf(lesson([met]), undefined, 0);
  const after = progressOf(lesson([{ ...step('one', 'current'), met: ['other'] }]), before, 0);
  expect(after.steps[0]?.met).toEqual(['by-address', 'other']);
  expect(after.finished).toBe(true);
});

it('makes a file that names nobody', () => {
  const progress = progressOf(lesson([step('one', 'current')]), undefined, 1.6);
  const file = JSON.parse(progressFile(' ', [progress]));
  expect(file).toMatchObject({ format: 'tlscam-progress', version: 1, name: '' });
  expect(file.lessons[0].steps[0].seconds).toBe(2);
  expect(isProgress(progress)).toBe(true);
  expect(isProgress({ ...progress, steps: [{}] })).toBe(false);
});
