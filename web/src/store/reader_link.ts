import type { CapturePlace, CaptureView, FromReader, ReaderCommands, ToReader } from '../protocol/types';
import { t } from '../words/words';
import { PendingCalls } from './pending_calls';
import { Refused } from './world_link';

/** `Cancelled` ends the opening of a file that the learner no longer wants. */
export class Cancelled extends Error {}

/** The worker that reads captures, started with the first call; after a crash the next call starts another. */
export class ReaderLink {
  private worker: Worker | null = null;
  private readonly calls = new PendingCalls();
  /** The file that is being opened. */
  private opening: { id: number; onRead: (read: number, total: number) => void } | null = null;

  constructor(private readonly onProgress: (loaded: number, total: number) => void) {}

  /** Opens a capture of the live world. */
  open(capture: Blob): Promise<CaptureView> {
    const message = { place: 'live', command: 'open', capture, keyLog: '' } as const;
    return this.ask((id) => ({ id, ...message })) as Promise<CaptureView>;
  }

  /** Opens a file, in place of the one before. If it is refused, or cancelled, that one stays open. */
  async openFile(
    capture: Blob,
    keyLog: string,
    onRead: (read: number, total: number) => void,
  ): Promise<CaptureView> {
    this.cancel();
    const message = { place: 'file', command: 'open', capture, keyLog } as const;
    let opening = 0;
    const asked = this.ask((id) => {
      opening = id;
      this.opening = { id, onRead };
      return { id, ...message };
    });
    const view = await asked.finally(() => {
      if (this.opening?.id === opening) this.opening = null;
    });
    this.worker?.postMessage({ place: 'file', command: 'keep' } satisfies ToReader);
    return view as CaptureView;
  }

  /** Ends the opening of a file. */
  cancel(): void {
    if (!this.opening) return;
    const { id } = this.opening;
    this.opening = null;
    this.worker?.postMessage({ place: 'file', command: 'cancel' } satisfies ToReader);
    this.calls.reject(id, new Cancelled());
  }

  perform<K extends keyof ReaderCommands>(
    place: CapturePlace,
    command: K,
    args: ReaderCommands[K]['args'],
  ): Promise<ReaderCommands[K]['reply']> {
    const message = (id: number): ToReader => ({ id, place, command, args }) as ToReader;
    return this.ask(message) as Promise<ReaderCommands[K]['reply']>;
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
      case 'reading':
        if (this.opening?.id === message.id) this.opening.onRead(message.read, message.total);
        return;
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
    this.opening = null;
    this.calls.end(new Error(reason));
  }
}
