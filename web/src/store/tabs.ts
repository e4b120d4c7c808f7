// Two tabs of one browser share what is kept. One tab at a time holds a lesson; another one waits until it is told to go on
// there, and imports are told to all.
import { keepsWork } from './storage';

export interface TabEvents {
  /** Another tab wants this lesson: keep everything, and stop. */
  leave(): Promise<void>;
  /** Another tab puts an exported file in place of all that is kept: write nothing any more. */
  replacing(): Promise<void>;
  /** It has done so. */
  replaced(): void;
}

type Message = { leave: string } | { replace: 'begins' | 'ended' };

const PATIENCE = 4000; // ms; a tab that hangs cannot leave by itself
const nameOf = (lesson: string): string => `tlscam/${lesson}`;

class Tabs {
  private held: string | null = null;
  private release = (): void => undefined;
  private channel: BroadcastChannel | null = null;
  private events: TabEvents | null = null;

  listen(events: TabEvents): void {
    this.events = events;
    if (!keepsWork() || typeof BroadcastChannel !== 'function') return;
    this.channel = new BroadcastChannel('tlscam');
    this.channel.onmessage = ({ data }: MessageEvent<Message>) => void this.receive(data);
  }

  /** `hold` takes a lesson for this tab and gives up the one before. False: another tab has it. */
  async hold(lesson: string): Promise<boolean> {
    if (this.held === lesson) return true;
    this.giveUp();
    return this.request(lesson, { ifAvailable: true });
  }

  /** `takeOver` lets the tab that has the lesson keep and leave it; one that does not answer loses it. */
  async takeOver(lesson: string): Promise<void> {
    this.giveUp();
    this.channel?.postMessage({ leave: lesson } satisfies Message);
    const left = await this.request(lesson, { signal: AbortSignal.timeout(PATIENCE) });
    if (!left) await this.request(lesson, { steal: true });
  }

  tellOfImport(replace: 'begins' | 'ended'): void {
    this.channel?.postMessage({ replace } satisfies Message);
  }

  private giveUp(): void {
    this.held = null;
    this.release();
    this.release = () => undefined;
  }

  private request(lesson: string, options: LockOptions): Promise<boolean> {
    // Without https there are no locks, and no way to know of the other tab; a frame that keeps nothing needs to know of none.
    if (!keepsWork() || typeof navigator === 'undefined' || !navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      navigator.locks
        .request(nameOf(lesson), options, (lock) => {
          resolve(lock !== null);
          if (!lock) return undefined;
          this.held = lesson;
          return new Promise<void>((release) => {
            this.release = release;
          });
        })
        .catch(() => {
          resolve(false);
          // Another tab has taken it by force.
          if (this.held === lesson) void this.leave();
        });
    });
  }

  private async receive(message: Message): Promise<void> {
    if ('leave' in message) {
      if (message.leave === this.held) await this.leave();
    } else if (message.replace === 'begins') await this.events?.replacing();
    else this.events?.replaced();
  }

  private async leave(): Promise<void> {
    await this.events?.leave();
    this.giveUp();
  }
}

export const tabs = new Tabs();
