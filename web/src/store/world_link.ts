import type { CommandName, Commands, CommandToWorker, FromWorker, Update } from '../protocol/types';

/** The world said no, with a message for people. */
export class Refused extends Error {}

export interface WorldEvents {
  ready(): void;
  update(update: Update): void;
  atWork(who: string): void;
  progress(what: string, loaded: number, total: number): void;
  crashed(error: string): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * One conversation with the worker: commands out, each with its reply; everything else to `events`. After a crash or
 * close() every command that waits, and every later one, is refused.
 */
export class WorldLink {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private ended = '';

  constructor(
    private readonly post: (message: CommandToWorker) => void,
    private readonly events: WorldEvents,
  ) {}

  send<K extends CommandName>(command: K, args: Commands[K]['args']): Promise<Commands[K]['reply']> {
    if (this.ended) return Promise.reject(new Refused(this.ended));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (value) => resolve(value as Commands[K]['reply']), reject });
      this.post({ id, command, args } as CommandToWorker);
    });
  }

  /** How many commands wait for their reply. */
  get pending(): number {
    return this.waiting.size;
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
        return this.take(message.id)?.resolve(message.value);
      case 'refused':
        return this.take(message.id)?.reject(new Refused(message.error));
      case 'crashed':
        this.close(message.error);
        return this.events.crashed(message.error);
    }
  }

  close(reason: string): void {
    this.ended = reason;
    for (const { reject } of this.waiting.values()) reject(new Refused(reason));
    this.waiting.clear();
  }

  private take(id: number): Waiting | undefined {
    const found = this.waiting.get(id);
    this.waiting.delete(id);
    return found;
  }
}
