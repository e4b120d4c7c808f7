import { first, lessons, others } from 'virtual:lessons';
import type { LessonEntry, LessonText } from '../../tools/lesson_text';
import type { LessonSnapshot, ProgressLesson } from '../protocol/types';
import { t } from '../words/words';
import { documents } from './documents.svelte';
import { showLesson } from './first_sight';
import { keepProblem } from './keep_problem';
import { notices } from './notices.svelte';
import { presentStep } from './present_step';
import { progressOf } from './progress';
import { saidKey } from './said_key';
import { settings } from './settings.svelte';
import { askToStay, load, save } from './storage';
import { tabs } from './tabs';
import { terminalSession } from './terminal_session.svelte';
import { ui } from './ui.svelte';
import { type Opening, world } from './world.svelte';

/** The lessons, which of them is open and which are finished. */
class Course {
  /** The lessons that can be opened; a frame has one. */
  lessons = $state.raw(lessons);
  finished = $state<string[]>([]);
  /** How far the learner has come in each lesson that was begun. */
  progress = $state.raw<ProgressLesson[]>([]);
  private looked = { lesson: '', at: 0 };
  private keptSteps = '';
  private texts = $state.raw<Record<string, LessonText>>(first ? { [first.id]: first } : {});

  // What is seen before anything has been restored, and what the build writes into the page.
  constructor() {
    world.lesson = first?.id ?? '';
  }

  /** The lesson that is open, with its text. */
  get current(): LessonText | undefined {
    return this.texts[world.lesson];
  }

  /** A note or hint of the lesson as HTML; undefined for what is none. */
  said(markdown: string): string | undefined {
    return this.current?.said[saidKey(markdown)];
  }

  get place(): number {
    return lessons.findIndex(({ id }) => id === world.lesson);
  }

  get next(): LessonEntry | undefined {
    return this.has(lessons[this.place + 1]);
  }

  get previous(): LessonEntry | undefined {
    return this.has(lessons[this.place - 1]);
  }

  private has(lesson: LessonEntry | undefined): LessonEntry | undefined {
    return lesson && this.lessons.includes(lesson) ? lesson : undefined;
  }

  /** From now on there is no other lesson than this one. */
  restrictTo(id: string): void {
    this.lessons = lessons.filter((lesson) => lesson.id === id);
  }

  async restore(): Promise<void> {
    this.finished = (await load<string[]>('finished').catch(() => undefined)) ?? [];
    this.progress = (await load<ProgressLesson[]>('progress').catch(() => undefined)) ?? [];
  }

  /** `note` takes up how far a lesson has come, at `now` in milliseconds; it is kept when something is done or met. */
  note(lesson: LessonSnapshot, now: number): void {
    const seconds = this.looked.lesson === lesson.id ? (now - this.looked.at) / 1000 : 0;
    this.looked = { lesson: lesson.id, at: now };
    const before = this.progress.find(({ id }) => id === lesson.id);
    const noted = progressOf(lesson, before, seconds);
    this.progress = before
      ? this.progress.map((one) => (one === before ? noted : one))
      : [...this.progress, noted];
    const steps = JSON.stringify([noted.id, noted.steps.map((step) => ({ ...step, seconds: 0 }))]);
    if (steps === this.keptSteps) return;
    this.keptSteps = steps;
    void save('progress', this.progress).catch(keepProblem);
  }

  finish(id: string): void {
    if (this.finished.includes(id)) return;
    this.finished = [...this.finished, id];
    void this.keepFinished().catch(keepProblem);
    // What a learner has come so far with is worth asking for.
    askToStay().catch(() => undefined);
  }

  // Another tab may have finished others.
  private async keepFinished(): Promise<void> {
    const kept = (await load<string[]>('finished').catch(() => undefined)) ?? [];
    this.finished = [...new Set([...kept, ...this.finished])];
    await save('finished', [...this.finished]);
  }

  /** Opens a lesson, "" the free bench; what was open is kept first. */
  async open(id: string, opening: Opening = {}): Promise<void> {
    const { afresh = false, state } = opening;
    if (!afresh) await world.keepNow();
    if (!(await this.loadText(id))) return;
    settings.lesson = id;
    settings.keep();
    await documents.keepDrafts();
    ui.forgetSelection();
    if (!(await tabs.hold(id))) {
      showLesson();
      world.standAside(id);
      return;
    }
    await documents.begin(id, afresh || state !== undefined);
    const opened = world.phase === 'running' ? world.open(id, opening) : world.start(id, opening);
    showLesson();
    await world.attempt(opened);
    await terminalSession.begin();
    if (!world.snapshot) await world.nextUpdate(1000);
    ui.file = null;
    this.lookAtStep(presentStep(world.snapshot?.lesson?.steps ?? []));
    if (afresh || state) await world.keepNow();
  }

  /** Begins the learner's step of the lesson again. */
  async resetStep(): Promise<void> {
    ui.forgetSelection();
    await world.attempt(world.resetStep(presentStep(world.snapshot?.lesson?.steps ?? [])));
    await terminalSession.begin();
  }

  /** Goes on here with the lesson that another tab has; that one keeps it and stops. */
  async takeOver(): Promise<void> {
    const { lesson } = world;
    await tabs.takeOver(lesson);
    await this.open(lesson);
  }

  /** Keeps everything, because another tab goes on with the lesson. */
  async leave(): Promise<void> {
    await documents.keepDrafts();
    await world.keepNow();
    world.standAside(world.lesson);
  }

  private async loadText(id: string): Promise<boolean> {
    const load = others[id];
    if (!load || this.texts[id]) return true;
    try {
      const text = (await load()).default;
      this.texts = { ...this.texts, [id]: text };
      return true;
    } catch {
      const title = lessons.find((lesson) => lesson.id === id)?.title;
      notices.show('problem', t('notice.lesson_not_loaded', { title: title ?? id }), {
        label: t('notice.try_again'),
        run: () => void this.open(id),
      });
      return false;
    }
  }

  /** Shows the place that a step begins with, when it begins with one. */
  lookAtStep(step: number): void {
    const place = this.placeOf(step);
    if (place !== null) ui.place = place;
  }

  /**
   * The step is the present one now. What the one before has printed is still being read: the place of this one is marked,
   * and shown when the learner turns to the step.
   */
  announceStep(step: number): void {
    const place = this.placeOf(step);
    ui.nextPlace = place === ui.place ? null : place;
  }

  turnToStep(): void {
    if (ui.nextPlace !== null) ui.place = ui.nextPlace;
  }

  private placeOf(step: number): string | null {
    const blocks = this.current?.steps[step]?.blocks ?? [];
    const block = blocks.find(({ kind }) => !['text', 'output', 'predict'].includes(kind));
    if (!block) return null;
    const [pressed = ''] = block.text.split('\n', 1);
    return block.kind === 'press' ? (pressed.split(' ').at(-1) ?? '') : block.camera;
  }
}

export const course = new Course();
