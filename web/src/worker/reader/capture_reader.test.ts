import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { numberedWords } from '../../../tools/words.mjs';
import { LargeCapture } from '../../testing/large_capture';
import { CaptureReader, type FileBytes, type ReaderFactory } from './capture_reader';

// A capture of 1 GB with TLSCAM_FULL=1, else of 100 MB.

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const wasm = process.env.TLSCAM_WASM_DIR ?? join(root, 'build/wasm/bin');
const missing = !existsSync(join(wasm, 'tlscam-reader.wasm'));
const MEGABYTE = 1 << 20;
const LARGE = (process.env.TLSCAM_FULL === '1' ? 1024 : 100) * MEGABYTE;
/** The reader takes no more for a capture of this kind, whatever its size. */
const MOST_MEMORY = 128 * MEGABYTE;
/** A computer may have something else to do. */
const LONG = 900_000;

const inMemory = (bytes: Uint8Array): FileBytes => ({
  size: bytes.length,
  read: (begin, end) => bytes.slice(begin, end),
});
const golden = (name: string): FileBytes =>
  inMemory(new Uint8Array(readFileSync(join(root, 'tests/golden/captures', name))));

describe.skipIf(missing)('the reader of captures', () => {
  let compiled: WebAssembly.Module;
  let factory: ReaderFactory;
  beforeAll(async () => {
    compiled = await WebAssembly.compile(readFileSync(join(wasm, 'tlscam-reader.wasm')));
    factory = (
      (await import(/* @vite-ignore */ join(wasm, 'tlscam-reader.mjs'))) as { default: ReaderFactory }
    ).default;
  });
  const create = (): Promise<CaptureReader> => CaptureReader.create(factory, compiled);
  const nothing = async (): Promise<void> => {};
  /** Opens a file, and keeps it open. */
  async function opened(reader: CaptureReader, file: FileBytes) {
    const view = await reader.open('file', file, '', nothing);
    reader.keep('file');
    return view;
  }
  const hello = (reader: CaptureReader): string | undefined => {
    const message = reader.perform('file', 'message', { conversation: 0, entry: 2 });
    return message.parts[message.part]?.fields[message.field]?.label;
  };

  test('names the parts of a message in the language of the page', async () => {
    const reader = await CaptureReader.create(factory, compiled, numberedWords('de'));
    await opened(reader, golden('openssl-tls12.pcapng'));
    const message = reader.perform('file', 'message', { conversation: 0, entry: 2 });
    expect(message.parts.map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^TLS-Record, in Frame \d+$/),
    );
  });

  test('opens a large capture in little memory, and says how far it is', { timeout: LONG }, async () => {
    const reader = await create();
    const file = new LargeCapture(LARGE);
    const read: number[] = [];
    const view = await reader.open('file', file, '', async (bytes) => void read.push(bytes));
    reader.keep('file');
    expect(view).toMatchObject({ frames: file.frames, note: '' });
    expect(view?.conversations.length).toBe(file.conversations);
    expect(read).toEqual([...read].sort((a, b) => a - b));
    expect(read.length).toBeGreaterThan(LARGE / (5 * MEGABYTE));
    expect(read.at(-1)).toBeLessThanOrEqual(file.size);

    for (const first of [1, file.frames / 2, file.frames - 199]) {
      const packets = reader.perform('file', 'packets', { first, count: 200 });
      expect(packets.map(({ number }) => number)).toEqual(packets.map((_, index) => first + index));
      expect(packets.length).toBe(200);
    }
    for (const conversation of [0, file.conversations - 1]) {
      const last = view?.conversations[conversation]?.entries.at(-1);
      expect(last?.name).toBe('Application data');
      const data = reader.perform('file', 'message', { conversation, entry: last?.id ?? -1 });
      expect(atob(data.parts[0]?.bytes ?? '').length).toBe(16005);
      expect(data.left_out).toBeGreaterThan(50);
      const frame = reader.perform('file', 'frame', {
        number: conversation * (file.frames / file.conversations) + 4,
      });
      expect(frame.parts.map(({ kind }) => kind)).toEqual(['frame', 'record']);
    }
    expect(file.largestRead).toBeLessThanOrEqual(4 * MEGABYTE);
    expect(reader.memory).toBeLessThan(MOST_MEMORY);
    console.info(`${file.size / MEGABYTE} MB: ${reader.memory / MEGABYTE} MB of memory`);
  });

  test('reads a conversation that is too long to be kept', { timeout: LONG }, async () => {
    const reader = await create();
    const file = new LargeCapture(LARGE, 0, true);
    const view = await opened(reader, file);
    expect(view?.conversations.length).toBe(1);
    const entries = view?.conversations[0]?.entries ?? [];
    const last = entries.at(-1);
    expect(last).toMatchObject({ name: 'Application data', count: file.records });
    const data = reader.perform('file', 'message', { conversation: 0, entry: last?.id ?? -1 });
    expect(atob(data.parts[0]?.bytes ?? '').length).toBe(16005);
    expect(data.left_out).toBeGreaterThan(file.records);
    const first = reader.perform('file', 'message', { conversation: 0, entry: 2 });
    expect(first.parts[first.part]?.fields[first.field]?.label).toBe('ClientHello');
    const text = () => reader.perform('file', 'text', { conversation: 0, entry: null });
    expect(text).toThrow('too long to be written as one text');
    console.info(`one conversation of ${file.size / MEGABYTE} MB: ${reader.memory / MEGABYTE} MB of memory`);
    expect(reader.memory).toBeLessThan(MOST_MEMORY);
  });

  test('leaves what was open when another is cancelled', async () => {
    const reader = await create();
    await opened(reader, golden('openssl-tls12.pcapng'));
    const before = hello(reader);
    let steps = 0;
    const view = await reader.open('file', new LargeCapture(100 * MEGABYTE), '', async () => {
      expect(hello(reader)).toBe(before);
      if (++steps === 3) reader.cancel('file');
    });
    expect(view).toBeNull();
    expect(steps).toBe(3);
    reader.keep('file'); // too late
    expect(hello(reader)).toBe(before);
    // One that was read to its end, and is not kept, is nothing either.
    expect(await reader.open('file', golden('openssl-tls13.pcapng'), '', nothing)).not.toBeNull();
    reader.cancel('file');
    expect(hello(reader)).toBe(before);
  });

  test('gives way to the next one that is opened', async () => {
    const reader = await create();
    let second: Promise<unknown> | undefined;
    const first = reader.open('file', new LargeCapture(50 * MEGABYTE), '', async () => {
      second ??= opened(reader, golden('openssl-tls12.pcapng'));
      await second;
    });
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ note: '' });
    expect(hello(reader)).toBe('ClientHello');
  });

  test('reads a file that was cut to the cut', async () => {
    const reader = await create();
    const file = new LargeCapture(20 * MEGABYTE, 5 * MEGABYTE);
    const view = await opened(reader, file);
    expect(view?.note).toMatch(
      /^byte \d+: the file ends in the middle of a packet: it was cut, or is still being written$/,
    );
    expect(view?.frames).toBeLessThan(file.frames);
    const number = view?.frames ?? 0;
    expect(reader.perform('file', 'frame', { number }).parts[0]?.kind).toBe('frame');
  });

  test('leaves what was open when another is no capture, or is gone in the middle', async () => {
    const reader = await create();
    await opened(reader, golden('openssl-tls12.pcapng'));
    const text = inMemory(new TextEncoder().encode('certainly no capture, but text'));
    await expect(opened(reader, text)).rejects.toThrow('not a capture');
    const file = new LargeCapture(20 * MEGABYTE);
    const reading = reader.open('file', file, '', async () => {
      file.gone = true;
    });
    await expect(reading).rejects.toThrow('it changed while it was read, or is gone');
    expect(hello(reader)).toBe('ClientHello');
  });

  test('says that a file is gone which was open', async () => {
    const reader = await create();
    const file = new LargeCapture(20 * MEGABYTE);
    await opened(reader, file);
    file.gone = true;
    const first = () => reader.perform('file', 'packets', { first: 1, count: 10 });
    expect(first).toThrow('frame 1 cannot be read any more: the file has changed, or is gone');
    file.gone = false;
    expect(first().length).toBe(10);
  });

  test('has a capture of the live world beside a file', async () => {
    const reader = await create();
    await opened(reader, golden('openssl-tls12.pcapng'));
    const live = await reader.open('live', golden('openssl-dtls12.pcapng'), '');
    reader.keep('live');
    expect(live?.conversations[0]?.protocol).toBe('dtls');
    expect(reader.perform('file', 'packets', { first: 1, count: 1 })[0]?.protocol).toBe('TCP');
    expect(reader.perform('live', 'packets', { first: 1, count: 1 })[0]?.protocol).not.toBe('TCP');
    expect(hello(reader)).toBe('ClientHello');
  });
});
