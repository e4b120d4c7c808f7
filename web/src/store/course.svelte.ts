import { lessons } from 'virtual:lessons';
import type { LessonText } from '../../tools/lesson_text';
import { documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { settings } from './settings.svelte';
import { load, save } from './storage';
import { terminalSession } from './terminal_session.svelte';
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
    save('finished', [...this.finished]).catch((error: unknown) => notices.problem(error));
  }

  /** Opens a lesson, "" the free bench; what was open is kept first. */
  async open(id: string, afresh = false): Promise<void> {
    if (!afresh) await world.keepNow();
    settings.lesson = id;
    settings.keep();
    await documents.begin(id, afresh);
    await world.attempt(world.phase === 'running' ? world.open(id, afresh) : world.start(id));
    await terminalSession.begin();
    if (afresh) await world.keepNow();
  }
}

export const course = new Course();
