import type { CapturePlace, CaptureView, ReaderCommandName, ReaderCommands } from '../../protocol/types';
import { t } from '../../words/words';

/** `ReaderModule` lists the exports of tlscam-reader.mjs; sim/wasm/reader_exports.cc describes them. */
export interface ReaderModule {
  readonly HEAPU8: Uint8Array;
  UTF8ToString(pointer: number): string;
  allocateUTF8(text: string): number;
  _free(pointer: number): void;
  _tlscam_reader_speak(words: number): number;
  _tlscam_reader_begin(place: number, file: number, keyLog: number): number;
  _tlscam_reader_read_on(place: number, bytes: number): number;
  _tlscam_reader_overview(place: number): number;
  _tlscam_reader_keep(place: number): void;
  _tlscam_reader_cancel(place: number): void;
  _tlscam_reader_command(place: number, json: number): number;
}

/** `ReaderHost` is what the module calls. */
interface ReaderHost {
  read(file: number, at: number, space: Uint8Array): number;
}

export type ReaderFactory = (options: {
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  host: ReaderHost;
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<ReaderModule>;

/** `FileBytes` are the bytes of a file, read when they are needed. `read` throws when the file cannot be read. */
export interface FileBytes {
  readonly size: number;
  read(begin: number, end: number): Uint8Array;
}

/** `ReaderRefusal` is an error of the reader, with a message for people. */
export class ReaderRefusal extends Error {}

/** So many bytes of a capture are read before the worker looks whether there is something else to do. */
const STEP = 4 << 20;
/** A file that is read from front to back is read in larger slices. */
const SLICE = 4 << 20;
const SMALL_SLICE = 256 << 10;

/** `SlicedFile` has the slice of a file that was read last. */
class SlicedFile {
  private begin = 0;
  private slice: Uint8Array = new Uint8Array();
  /** Why it could not be read. */
  problem: unknown = null;

  constructor(private readonly bytes: FileBytes) {}

  /** Fills the space or the beginning of it. 0: the file ends there, or cannot be read. */
  read(at: number, space: Uint8Array): number {
    const { size } = this.bytes;
    if (at >= size || space.length === 0) return 0;
    const end = this.begin + this.slice.length;
    if (at < this.begin || at >= end) {
      const length = Math.max(at === end ? SLICE : SMALL_SLICE, space.length);
      try {
        this.slice = this.bytes.read(at, Math.min(size, at + length));
      } catch (error) {
        this.problem = error;
        this.slice = new Uint8Array();
      }
      this.begin = at;
    }
    const found = this.slice.subarray(at - this.begin, at - this.begin + space.length);
    space.set(found);
    return found.length;
  }
}

const PLACES: readonly CapturePlace[] = ['live', 'file'];

/** `CaptureReader` wraps sim/lab's Reader in an object. */
export class CaptureReader {
  private readonly files = new Map<number, SlicedFile>();
  private nextFile = 0;
  /** By place: the file that is open, and the one that is being opened. */
  private readonly kept = new Map<CapturePlace, number>();
  private readonly opening = new Map<CapturePlace, number>();
  private module!: ReaderModule;

  private constructor() {}

  /** `words` are those of another language than English, by their numbers (numberedWords() in tools/words.mjs). */
  static async create(
    factory: ReaderFactory,
    compiled: WebAssembly.Module,
    words?: string,
  ): Promise<CaptureReader> {
    const reader = new CaptureReader();
    reader.module = await factory({
      instantiateWasm(imports, receive) {
        void WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance));
        return {};
      },
      host: { read: (file, at, space) => reader.files.get(file)?.read(at, space) ?? 0 },
      print: () => {},
      printErr: (text) => console.warn(text),
    });
    if (words !== undefined) reader.speak(words);
    return reader;
  }

  private speak(words: string): void {
    const { module } = this;
    const pointer = module.allocateUTF8(words);
    const problem = module._tlscam_reader_speak(pointer);
    module._free(pointer);
    if (problem === 0) return;
    const text = module.UTF8ToString(problem);
    module._free(problem);
    throw new Error(text);
  }

  /**
   * `open` reads a pcapng or pcap file, which must stay as it is as long as it is open. It awaits `pause` after each
   * step, with how many bytes were read. The capture before stays open until keep() is called. null: it was cancelled.
   */
  async open(
    place: CapturePlace,
    bytes: FileBytes,
    keyLog: string,
    pause?: (read: number) => Promise<void>,
  ): Promise<CaptureView | null> {
    this.cancel(place);
    const { module } = this;
    const at = PLACES.indexOf(place);
    const file = this.nextFile++;
    const sliced = new SlicedFile(bytes);
    this.files.set(file, sliced);
    this.opening.set(place, file);
    try {
      const keys = module.allocateUTF8(keyLog);
      try {
        this.answer(module._tlscam_reader_begin(at, file, keys));
      } finally {
        module._free(keys);
      }
      for (let read = 0; read >= 0; ) {
        read = module._tlscam_reader_read_on(at, STEP);
        if (sliced.problem) throw new ReaderRefusal(t('notice.file_changed'));
        if (read < 0 || !pause) continue;
        await pause(read);
        if (this.opening.get(place) !== file) return null;
      }
      return this.answer(module._tlscam_reader_overview(at)) as CaptureView;
    } catch (error) {
      this.cancel(place);
      throw error;
    }
  }

  /** Puts the capture that was opened in the place of the one before. */
  keep(place: CapturePlace): void {
    const file = this.opening.get(place);
    if (file === undefined) return;
    this.module._tlscam_reader_keep(PLACES.indexOf(place));
    this.files.delete(this.kept.get(place) ?? -1);
    this.kept.set(place, file);
    this.opening.delete(place);
  }

  /** Forgets the capture that is being opened, or was and is not kept. */
  cancel(place: CapturePlace): void {
    const file = this.opening.get(place);
    if (file === undefined) return;
    this.module._tlscam_reader_cancel(PLACES.indexOf(place));
    this.files.delete(file);
    this.opening.delete(place);
  }

  perform<K extends ReaderCommandName>(
    place: CapturePlace,
    command: K,
    args: ReaderCommands[K]['args'],
  ): ReaderCommands[K]['reply'] {
    const json = this.module.allocateUTF8(JSON.stringify({ command, args }));
    try {
      const answer = this.module._tlscam_reader_command(PLACES.indexOf(place), json);
      return this.answer(answer) as ReaderCommands[K]['reply'];
    } finally {
      this.module._free(json);
    }
  }

  /** Bytes that the module has taken, which never become fewer. */
  get memory(): number {
    return this.module.HEAPU8.length;
  }

  private answer(pointer: number): unknown {
    if (pointer === 0) throw new ReaderRefusal('There is not enough memory for the answer.');
    const text = this.module.UTF8ToString(pointer);
    this.module._free(pointer);
    const parsed = JSON.parse(text) as { reply?: unknown; refused?: string };
    if (parsed.refused !== undefined) throw new ReaderRefusal(parsed.refused);
    return parsed.reply;
  }
}
