import type { CertificateEvent } from '../protocol/types';
import { t } from '../words/words';
import { notices } from './notices.svelte';
import { instantText } from './time_text';
import { world } from './world.svelte';

// The world's clock: how fast it goes, and jumps.

const EDGE = 1e6; // land just behind an event, where it has its effect

class WorldClock {
  private offer = 0; // the notice with the way back
  events = $state.raw<CertificateEvent[]>([]);

  async refresh(): Promise<void> {
    // In a mystery the dates are evidence, which costs points: nobody has asked for it here.
    if (world.snapshot?.mystery) this.events = [];
    else this.events = (await world.send('certificate_events', {}).catch(() => undefined)) ?? [];
  }

  jump(true_time: number): void {
    world.tell('set_clock', { true_time: Math.round(true_time) });
  }

  /** Jumps, and offers the way back: what passed in the meantime has passed then too. */
  leap(true_time: number): void {
    const by = true_time - world.trueTime();
    this.jump(true_time);
    if (this.offer) notices.close(this.offer);
    this.offer = notices.show('info', t('notice.jumped', { time: instantText(true_time) }), {
      label: t('notice.jump_back'),
      run: () => this.jump(world.trueTime() - by),
    });
  }

  async jumpToNext(): Promise<void> {
    await this.refresh();
    const now = world.trueTime();
    const next = this.events.find(({ at }) => at + EDGE > now + EDGE);
    if (!next) {
      notices.show('info', t('notice.no_certificate_event'));
      return;
    }
    this.jump(next.at + EDGE);
    notices.show('info', `${instantText(next.at)}: ${next.text}.`);
  }

  setPace(paused: boolean, pace: number): void {
    world.tell('set_pace', { paused, pace });
  }

  togglePause(): void {
    const snapshot = world.snapshot;
    if (snapshot) this.setPace(!snapshot.paused, snapshot.pace);
  }
}

export const worldClock = new WorldClock();
