import { course } from './course.svelte';
import { presentStep } from './present_step';
import { settings } from './settings.svelte';
import { world } from './world.svelte';

/** The page in front of a room: large type, and one step of the lesson at a time. It is not kept. */
class Presenter {
  on = $state(false);
  /** 0 is the introduction, then come the steps, and what can be done now. */
  page = $state(0);

  /** How large letters of terminals are, as a multiple. */
  get scale(): number {
    return this.on ? 1.5 : 1;
  }

  /** Begins at the learner's step, or ends. */
  toggle(): void {
    this.on = !this.on;
    if (!this.on) return;
    const steps = world.snapshot?.lesson?.steps ?? [];
    const at = presentStep(steps);
    this.page = at > 0 || steps[0]?.state === 'done' ? at + 1 : 0;
    settings.show('lesson');
  }

  /** Turns to the next page or the one before. */
  turn(by: 1 | -1): void {
    const last = (course.current?.steps.length ?? 0) + 1;
    this.page = Math.min(last, Math.max(0, this.page + by));
    if (this.page > 0) course.lookAtStep(this.page - 1);
  }
}

export const presenter = new Presenter();
