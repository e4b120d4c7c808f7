import type { BoardCommandName, BoardCommands, BoardUpdate } from '../../protocol/types';

/** `BoardModule` lists the exports of tlscam-board.mjs; sim/wasm/board_exports.cc describes them. */
export interface BoardModule {
  readonly HEAPU8: Uint8Array;
  UTF8ToString(pointer: number): string;
  allocateUTF8(text: string): number;
  _malloc(size: number): number;
  _free(pointer: number): void;
  _tlscam_board_open(now: number): void;
  _tlscam_board_lost(reason: number): void;
  _tlscam_board_receive(bytes: number, size: number, now: number): void;
  _tlscam_board_advance(now: number): number;
  _tlscam_board_command(json: number): number;
  _tlscam_board_update(): number;
}

export type BoardFactory = (options: {
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  host: { write(bytes: Uint8Array): void };
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<BoardModule>;

/** `BoardRefusal` is an error of the board's desk, with a message for people. */
export class BoardRefusal extends Error {}

/** Microseconds since 1970. */
const now = (): number => Date.now() * 1000;

/** `Board` wraps sim/lab's BoardLine in an object: a real camera at a line whose bytes somebody else carries. */
export class Board {
  private last = '';

  private constructor(private readonly module: BoardModule) {}

  /** `write` sends bytes to the camera; they are good during the call alone. */
  static async create(
    factory: BoardFactory,
    compiled: WebAssembly.Module,
    write: (bytes: Uint8Array) => void,
  ): Promise<Board> {
    const module = await factory({
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(compiled, imports);
        receive(instance);
        return instance.exports;
      },
      host: { write },
      print: () => undefined,
      printErr: () => undefined,
    });
    return new Board(module);
  }

  /** A port was opened; everything begins anew. */
  open(): void {
    this.module._tlscam_board_open(now());
    this.last = '';
  }

  lost(reason: string): void {
    this.withText(reason, (text) => this.module._tlscam_board_lost(text));
  }

  receive(bytes: Uint8Array): void {
    const space = this.module._malloc(bytes.length);
    this.module.HEAPU8.set(bytes, space);
    this.module._tlscam_board_receive(space, bytes.length, now());
    this.module._free(space);
  }

  /** Lets time pass. Gives in how many milliseconds to call it again; null: only after something has happened. */
  advance(): number | null {
    const next = this.module._tlscam_board_advance(now());
    return next < 0 ? null : Math.max(0, (next - now()) / 1000);
  }

  perform<K extends BoardCommandName>(command: K, args: BoardCommands[K]['args']): BoardCommands[K]['reply'] {
    const answer = this.withText(JSON.stringify({ command, args }), (json) =>
      this.text(this.module._tlscam_board_command(json)),
    );
    const { reply, refused } = JSON.parse(answer) as { reply?: unknown; refused?: string };
    if (refused !== undefined) throw new BoardRefusal(refused);
    return reply as BoardCommands[K]['reply'];
  }

  /** What has happened since the last time; null: nothing. */
  update(): BoardUpdate | null {
    const text = this.text(this.module._tlscam_board_update());
    if (text === this.last) return null;
    const update = JSON.parse(text) as BoardUpdate;
    // The same output twice is news; the same snapshot is none.
    this.last = update.output ? '' : text;
    return update;
  }

  private text(pointer: number): string {
    const text = this.module.UTF8ToString(pointer);
    this.module._free(pointer);
    return text;
  }

  private withText<T>(text: string, use: (pointer: number) => T): T {
    const pointer = this.module.allocateUTF8(text);
    const result = use(pointer);
    this.module._free(pointer);
    return result;
  }
}
