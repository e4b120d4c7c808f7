// This worker reads captures, of the live world or from a file. It starts when the first message is selected.

import { language } from 'virtual:languages';
import type { FromReader, ToReader } from '../../protocol/types';
import { t } from '../../words/words';
import { CaptureReader, type FileBytes, type ReaderFactory, ReaderRefusal } from './capture_reader';

// In the built site the worker lies in assets/ below the page; the development server serves everything from
// its root.
const site = new URL(import.meta.env.DEV ? '/' : '..', import.meta.url);

const worker = self as unknown as {
  postMessage(message: FromReader): void;
  onmessage: ((event: MessageEvent<ToReader>) => void) | null;
};
const tell = (message: FromReader): void => worker.postMessage(message);
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `program` loads the program and reports its progress. */
async function program(): Promise<WebAssembly.Module> {
  const path = 'wasm/tlscam-reader.wasm';
  const answer = await fetch(new URL(path, site)).catch(() => null);
  if (!answer?.ok || !answer.body) throw new Error(t('notice.part_not_loaded_message', { file: path }));
  const total = Number(answer.headers.get('Content-Length') ?? 0);
  const chunks: BlobPart[] = [];
  let loaded = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.length;
    tell({ kind: 'progress', loaded, total: Math.max(total, loaded) });
  }
  return WebAssembly.compile(await new Blob(chunks).arrayBuffer());
}

/** The words of the reader in the page's language; undefined for English, which it holds. */
async function readerWords(): Promise<string | undefined> {
  if (language === 'en') return undefined;
  const path = `words/${language}.json`;
  const answer = await fetch(new URL(path, site)).catch(() => null);
  if (!answer?.ok) throw new Error(t('notice.part_not_loaded_message', { file: path }));
  return answer.text();
}

/** The bytes of a file, without waiting: workers can. */
function bytesOf(file: Blob): FileBytes {
  const reader = new FileReaderSync();
  return {
    size: file.size,
    read: (begin, end) => new Uint8Array(reader.readAsArrayBuffer(file.slice(begin, end))),
  };
}

/** Lets messages come in. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function open(reader: CaptureReader, message: ToReader & { command: 'open' }): Promise<void> {
  const { id, place, capture, keyLog } = message;
  const isFile = place === 'file';
  const readOn = (read: number): Promise<void> => {
    tell({ kind: 'reading', id, read, total: capture.size });
    return pause();
  };
  const view = await reader.open(place, bytesOf(capture), keyLog, isFile ? readOn : undefined);
  if (!view) return; // whoever cancelled it does not wait
  if (!isFile) reader.keep(place);
  tell({ kind: 'reply', id, value: view });
}

async function take(reader: CaptureReader, message: ToReader): Promise<void> {
  if (message.command === 'keep') return reader.keep(message.place);
  if (message.command === 'cancel') return reader.cancel(message.place);
  try {
    if (message.command === 'open') return await open(reader, message);
    const value = reader.perform(message.place, message.command, message.args);
    tell({ kind: 'reply', id: message.id, value });
  } catch (error) {
    if (!(error instanceof ReaderRefusal)) throw error;
    tell({ kind: 'refused', id: message.id, error: error.message });
  }
}

async function begin(): Promise<void> {
  const early: ToReader[] = [];
  worker.onmessage = (event) => early.push(event.data);
  try {
    const script = new URL('wasm/tlscam-reader.js', site).href;
    const [compiled, factory, spoken] = await Promise.all([
      program(),
      import(/* @vite-ignore */ script) as Promise<{ default: ReaderFactory }>,
      readerWords(),
    ]);
    const reader = await CaptureReader.create(factory.default, compiled, spoken);
    const guarded = (message: ToReader): void => {
      void take(reader, message).catch((error) => {
        worker.onmessage = null;
        tell({ kind: 'crashed', error: words(error) });
      });
    };
    worker.onmessage = (event) => guarded(event.data);
    for (const message of early) guarded(message);
  } catch (error) {
    tell({ kind: 'crashed', error: words(error) });
  }
}

void begin();
