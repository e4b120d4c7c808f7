import type { CommandName, Commands, CommandToWorker, FromWorker, Update } from '../protocol/types';
import { PendingCalls } from './pending_calls';

/** The world said no, with a message for people. */
export class Refused extends Error {}

export interface WorldEvents {
  ready(): void;
  update(update: Update): void;
  atWork(who: string): void;
  progress(what: string, loaded: number, total: number): void;
  crashed(error: string): void;
}

/**
 * One conversation with the worker: commands out, each with its reply; everything else to `events`. After a crash or
 * close() every command that waits, and every later one, is refused.
 */
export class WorldLink {
  private readonly calls = new PendingCalls();
  private ended = '';

  constructor(
    private readonly post: (message: CommandToWorker) => void,
    private readonly events: WorldEvents,
  ) {}

  send<K extends CommandName>(command: K, args: Commands[K]['args']): Promise<Commands[K]['reply']> {
    if (this.ended) return Promise.reject(new Refused(this.ended));
    const reply = this.calls.ask((id) => this.post({ id, command, args } as CommandToWorker));
    return reply as Promise<Commands[K]['reply']>;
  }

  /** How many commands wait for their reply. */
  get pending(): number {
    return this.calls.count;
  }

  receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        return this.events.ready();
      case 'update':
        return this.events.update(message.update);
      case 'at_work':
        return this.events.atWork(message.who);
      case 'progress':
        return this.events.progress(message.what, message.loaded, message.total);
      case 'reply':
        return this.calls.resolve(message.id, message.value);
      case 'refused':
        return this.calls.reject(message.id, new Refused(message.error));
      case 'crashed':
        this.close(message.error);
        return this.events.crashed(message.error);
    }
  }

  close(reason: string): void {
    this.ended = reason;
    this.calls.end(new Refused(reason));
  }
}
