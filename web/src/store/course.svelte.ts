import { lessons } from 'virtual:lessons';
import type { LessonText } from '../../tools/lesson_text';
import { documents } from './documents.svelte';
import { keepProblem } from './keep_problem';
import { settings } from './settings.svelte';
import { load, save } from './storage';
import { terminalSession } from './terminal_session.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

/** The lessons, which of them is open and which are finished. */
class Course {
  readonly lessons = lessons;
  finished = $state<string[]>([]);

  get current(): LessonText | undefined {
    return lessons.find(({ id }) => id === world.lesson);
  }

  get next(): LessonText | undefined {
    return lessons[lessons.findIndex(({ id }) => id === world.lesson) + 1];
  }

  get previous(): LessonText | undefined {
    return lessons[lessons.findIndex(({ id }) => id === world.lesson) - 1];
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
    settings.lesson = id;
    settings.keep();
    await documents.begin(id, afresh);
    await world.attempt(world.phase === 'running' ? world.open(id, afresh) : world.start(id));
    await terminalSession.begin();
    if (!world.snapshot) await world.nextUpdate(1000);
    this.lookWhereItBegins();
    if (afresh) await world.keepNow();
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
