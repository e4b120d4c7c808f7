import type { CaptureView, ReaderCommandName, ReaderCommands } from '../../protocol/types';

/** `ReaderModule` lists the exports of tlscam-reader.mjs; sim/wasm/reader_exports.cc describes them. */
export interface ReaderModule {
  HEAPU8: Uint8Array;
  UTF8ToString(pointer: number): string;
  allocateUTF8(text: string): number;
  _malloc(size: number): number;
  _free(pointer: number): void;
  _tlscam_reader_open(bytes: number, size: number, keyLog: number): number;
  _tlscam_reader_command(json: number): number;
}

export type ReaderFactory = (options: {
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<ReaderModule>;

/** `ReaderRefusal` is an error of the reader, with a message for people. */
export class ReaderRefusal extends Error {}

/** `CaptureReader` wraps sim/lab's Reader in an object. */
export class CaptureReader {
  private constructor(private readonly module: ReaderModule) {}

  static async create(factory: ReaderFactory, compiled: WebAssembly.Module): Promise<CaptureReader> {
    const module = await factory({
      instantiateWasm(imports, receive) {
        void WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance));
        return {};
      },
      print: () => {},
      printErr: (text) => console.warn(text),
    });
    return new CaptureReader(module);
  }

  /** `open` opens a pcapng or pcap file. If it is rejected, the file that was open stays open. */
  open(capture: Uint8Array, keyLog: string): CaptureView {
    const { module } = this;
    const bytes = module._malloc(Math.max(capture.length, 1));
    if (bytes === 0) throw new ReaderRefusal('The capture is larger than what this browser has memory for.');
    module.HEAPU8.set(capture, bytes);
    const keys = module.allocateUTF8(keyLog);
    try {
      return this.answer(module._tlscam_reader_open(bytes, capture.length, keys)) as CaptureView;
    } finally {
      module._free(keys);
      module._free(bytes);
    }
  }

  perform<K extends ReaderCommandName>(
    command: K,
    args: ReaderCommands[K]['args'],
  ): ReaderCommands[K]['reply'] {
    const json = this.module.allocateUTF8(JSON.stringify({ command, args }));
    try {
      return this.answer(this.module._tlscam_reader_command(json)) as ReaderCommands[K]['reply'];
    } finally {
      this.module._free(json);
    }
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
