import type { CaptureView, FromReader, ReaderCommands, ToReader } from '../protocol/types';
import { t } from '../words/words';
import { PendingCalls } from './pending_calls';
import { Refused } from './world_link';

/** The worker that reads captures, started with the first call; after a crash the next call starts another. */
export class ReaderLink {
  private worker: Worker | null = null;
  private readonly calls = new PendingCalls();

  constructor(private readonly onProgress: (loaded: number, total: number) => void) {}

  open(capture: Uint8Array, keyLog: string): Promise<CaptureView> {
    return this.ask((id) => ({ id, command: 'open', capture, keyLog })) as Promise<CaptureView>;
  }

  perform<K extends keyof ReaderCommands>(
    command: K,
    args: ReaderCommands[K]['args'],
  ): Promise<ReaderCommands[K]['reply']> {
    return this.ask((id) => ({ id, command, args }) as ToReader) as Promise<ReaderCommands[K]['reply']>;
  }

  private ask(message: (id: number) => ToReader): Promise<unknown> {
    return this.calls.ask((id) => this.started().postMessage(message(id)));
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('../worker/reader/main.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.end(event.message || t('notice.reader_not_loaded'));
    };
    this.worker = worker;
    return worker;
  }

  private receive(message: FromReader): void {
    switch (message.kind) {
      case 'progress':
        return this.onProgress(message.loaded, message.total);
      case 'reply':
        return this.calls.resolve(message.id, message.value);
      case 'refused':
        return this.calls.reject(message.id, new Refused(message.error));
      case 'crashed':
        return this.end(message.error);
    }
  }

  private end(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.calls.end(new Error(reason));
  }
}
