import { first, lessons, others } from 'virtual:lessons';
import type { LessonEntry, LessonText } from '../../tools/lesson_text';
import { t } from '../words/words';
import { documents } from './documents.svelte';
import { showLesson } from './first_sight';
import { keepProblem } from './keep_problem';
import { notices } from './notices.svelte';
import { settings } from './settings.svelte';
import { load, save } from './storage';
import { terminalSession } from './terminal_session.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

/** The lessons, which of them is open and which are finished. */
class Course {
  readonly lessons = lessons;
  finished = $state<string[]>([]);
  private texts = $state.raw<Record<string, LessonText>>(first ? { [first.id]: first } : {});

  // What is seen before anything has been restored, and what the build writes into the page.
  constructor() {
    world.lesson = first?.id ?? '';
  }

  /** The lesson that is open, with its text. */
  get current(): LessonText | undefined {
    return this.texts[world.lesson];
  }

  get place(): number {
    return lessons.findIndex(({ id }) => id === world.lesson);
  }

  get next(): LessonEntry | undefined {
    return lessons[this.place + 1];
  }

  get previous(): LessonEntry | undefined {
    return lessons[this.place - 1];
  }

  async restore(): Promise<void> {
    this.finished = (await load<string[]>('finished').catch(() => undefined)) ?? [];
  }

  finish(id: string): void {
    if (this.finished.includes(id)) return;
    this.finished = [...this.finished, id];
    save('finished', [...this.finished]).catch(keepProblem);
  }

  /** Opens a lesson, "" the free bench; what was open is kept first. */
  async open(id: string, afresh = false): Promise<void> {
    if (!afresh) await world.keepNow();
    if (!(await this.loadText(id))) return;
    settings.lesson = id;
    settings.keep();
    await documents.begin(id, afresh);
    const opened = world.phase === 'running' ? world.open(id, afresh) : world.start(id);
    showLesson();
    await world.attempt(opened);
    await terminalSession.begin();
    if (!world.snapshot) await world.nextUpdate(1000);
    this.lookWhereItBegins();
    if (afresh) await world.keepNow();
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

  // The bench shows what the lesson's next step begins with.
  private lookWhereItBegins(): void {
    const at = world.snapshot?.lesson?.steps.findIndex(({ state }) => state === 'current') ?? 0;
    const block = this.current?.steps[Math.max(0, at)]?.blocks.find(
      ({ kind }) => kind !== 'text' && kind !== 'output',
    );
    const camera = block?.kind === 'press' ? block.text.split(/\s+/).at(-1) : block?.camera;
    ui.file = null;
    ui.link = '';
    ui.place = camera ?? '';
  }
}

export const course = new Course();
