import type { BoardCommandName, BoardCommands, BoardUpdate, FromBoard, ToBoard } from '../protocol/types';
import { PendingCalls } from './pending_calls';
import { Refused } from './world_link';

/** What the worker reports of itself. */
export interface BoardListener {
  /** Bytes are to go to the camera. */
  write(bytes: Uint8Array): void;
  update(update: BoardUpdate): void;
  /** The worker has ended. */
  crashed(why: string): void;
}

/** `BoardLink` is the worker that has the dealings with a real camera; it starts with the first port. */
export class BoardLink {
  private worker: Worker | null = null;
  private readonly calls = new PendingCalls();

  constructor(private readonly listener: BoardListener) {}

  /** A port was opened. */
  open(): void {
    this.post({ kind: 'open' });
  }

  received(bytes: Uint8Array): void {
    this.post({ kind: 'received', bytes });
  }

  lost(reason: string): void {
    this.post({ kind: 'lost', reason });
  }

  /** Ends when the command has begun; rejects with why it was refused. */
  async perform<K extends BoardCommandName>(command: K, args: BoardCommands[K]['args']): Promise<void> {
    await this.calls.ask((id) => this.post({ kind: 'command', id, command, args } as ToBoard));
  }

  private post(message: ToBoard): void {
    this.started().postMessage(message);
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('../worker/board/main.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromBoard>) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.end(event.message);
    };
    this.worker = worker;
    return worker;
  }

  private receive(message: FromBoard): void {
    switch (message.kind) {
      case 'write':
        return this.listener.write(message.bytes);
      case 'update':
        return this.listener.update(message.update);
      case 'reply':
        return this.calls.resolve(message.id, message.value);
      case 'refused':
        return this.calls.reject(message.id, new Refused(message.error));
      case 'crashed':
        return this.end(message.error);
    }
  }

  private end(why: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.calls.end(new Error(why));
    this.listener.crashed(why);
  }
}
