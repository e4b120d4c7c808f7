import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaptureView, FromReader, ToReader } from '../protocol/types';
import { Cancelled, ReaderLink } from './reader_link';

/** A worker that does what the test says. */
class FakeWorker {
  static last: FakeWorker;
  readonly sent: ToReader[] = [];
  onmessage: ((event: { data: FromReader }) => void) | null = null;
  onerror = null;
  constructor() {
    FakeWorker.last = this;
  }
  postMessage(message: ToReader): void {
    this.sent.push(message);
  }
  terminate(): void {}
  say(message: FromReader): void {
    this.onmessage?.({ data: message });
  }
  commands(): string[] {
    return this.sent.map(({ place, command }) => `${place} ${command}`);
  }
}

beforeEach(() => vi.stubGlobal('Worker', FakeWorker));
afterEach(() => vi.unstubAllGlobals());

const file = new Blob(['a capture']);
const view = { frames: 3 } as CaptureView;

test('a file is kept when all of it was read', async () => {
  const link = new ReaderLink(() => {});
  const read: number[] = [];
  const opened = link.openFile(file, '', (bytes) => read.push(bytes));
  const worker = FakeWorker.last;
  worker.say({ kind: 'reading', id: 1, read: 4, total: 9 });
  worker.say({ kind: 'reply', id: 1, value: view });
  expect(await opened).toBe(view);
  worker.say({ kind: 'reading', id: 1, read: 9, total: 9 });
  expect(read).toEqual([4]);
  expect(worker.commands()).toEqual(['file open', 'file keep']);
});

test('a file that is cancelled ends at once, whatever the worker still says', async () => {
  const link = new ReaderLink(() => {});
  const read: number[] = [];
  const opened = link.openFile(file, '', (bytes) => read.push(bytes));
  link.cancel();
  await expect(opened).rejects.toThrow(Cancelled);
  const worker = FakeWorker.last;
  worker.say({ kind: 'reading', id: 1, read: 4, total: 9 });
  worker.say({ kind: 'reply', id: 1, value: view });
  expect(read).toEqual([]);
  expect(worker.commands()).toEqual(['file open', 'file cancel']);
  link.cancel();
  expect(worker.commands().length).toBe(2);
});

test('the next file takes the place of one that is being opened', async () => {
  const link = new ReaderLink(() => {});
  const first = link.openFile(file, '', () => {});
  const second = link.openFile(file, '', () => {});
  await expect(first).rejects.toThrow(Cancelled);
  FakeWorker.last.say({ kind: 'reply', id: 2, value: view });
  expect(await second).toBe(view);
  expect(FakeWorker.last.commands()).toEqual(['file open', 'file cancel', 'file open', 'file keep']);
});

test('a file that is refused leaves nothing to cancel', async () => {
  const link = new ReaderLink(() => {});
  const opened = link.openFile(file, '', () => {});
  FakeWorker.last.say({ kind: 'refused', id: 1, error: 'no capture' });
  await expect(opened).rejects.toThrow('no capture');
  link.cancel();
  expect(FakeWorker.last.commands()).toEqual(['file open']);
});
