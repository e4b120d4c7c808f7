import type { CameraHost } from './camera/camera_host';
import type { FileSystem } from './openssl/module';
import type { OpenSslRunner } from './openssl/openssl_runner';
import type { ProgramRequest } from './openssl/request';
import type { WorldSocketExports } from './openssl/world_network';
import type { WorldCopies } from './world_copies';

/** host_library.js (sim/wasm) calls these. */
export interface WorldHost {
  machineStart: CameraHost['machineStart'];
  machineTurn: CameraHost['machineTurn'];
  machineStop: CameraHost['machineStop'];
  machineDeath: CameraHost['machineDeath'];
  programStart(id: number, request: string): void;
  programInput(id: number, bytes: Uint8Array): void;
  programInputEnd(id: number): void;
  programCancel(id: number): void;
  copies(): string;
  restoreCopy(copy: number, past: string): void;
  late(): boolean;
}

/** These exports of tlscam-world.mjs are used here; sim/wasm/exports.cc describes them. */
export interface WorldModule extends WorldSocketExports {
  FS: FileSystem & { mkdirTree(path: string): void };
  UTF8ToString(pointer: number): string;
  allocateUTF8(text: string): number;
  _tlscam_speak(words: number): number;
  _tlscam_start(): void;
  _tlscam_add_lesson(folder: number): number;
  _tlscam_command(json: number): number;
  _tlscam_round_trip(type: number, json: number): number;
  _tlscam_advance(microseconds: number): number;
  _tlscam_failure(): number;
  _tlscam_has_news(): number;
  _tlscam_update(whole: number): number;
  _tlscam_copy_label(): number;
  _tlscam_put_back(past: number): number;
  _tlscam_now(): number;
  _tlscam_true_time(): number;
  _tlscam_program_output(id: number, stream: number, bytes: number, size: number): void;
  _tlscam_program_echo(id: number, on: number): void;
  _tlscam_program_exit(id: number, code: number): void;
  _tlscam_program_failed(id: number, text: number, size: number): void;
}

export type WorldFactory = (options: {
  host: WorldHost;
  wasmBinary?: Uint8Array;
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<WorldModule>;

const encoder = new TextEncoder();

/** `withBytes` calls `use` with a copy of the bytes in the module's memory, which is freed afterwards. */
export function withBytes<T>(
  world: WorldModule,
  bytes: Uint8Array,
  use: (pointer: number, size: number) => T,
): T {
  const pointer = world._malloc(Math.max(bytes.length, 1));
  world.HEAPU8.set(bytes, pointer);
  try {
    return use(pointer, bytes.length);
  } finally {
    world._free(pointer);
  }
}

/** `withText` does the same with a text that ends with 0. */
export function withText<T>(world: WorldModule, text: string, use: (pointer: number, size: number) => T): T {
  const bytes = encoder.encode(text);
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  return withBytes(world, ended, (pointer) => use(pointer, bytes.length));
}

/** `takeText` returns a text from the module and frees it; null for a null pointer. */
export function takeText(world: WorldModule, pointer: number): string | null {
  if (pointer === 0) return null;
  const text = world.UTF8ToString(pointer);
  world._free(pointer);
  return text;
}

/** `worldHost` makes the functions that the world's module calls. */
export function worldHost(
  cameras: () => CameraHost,
  openssl: () => OpenSslRunner,
  world: () => WorldModule,
  copies: () => WorldCopies,
  late: () => boolean,
): WorldHost {
  return {
    machineStart: (...args) => cameras().machineStart(...args),
    machineTurn: (machine, events) => cameras().machineTurn(machine, events),
    machineStop: (machine) => cameras().machineStop(machine),
    machineDeath: (machine) => cameras().machineDeath(machine),
    programStart(id, json) {
      const request = JSON.parse(json) as ProgramRequest;
      openssl().start(id, request, {
        output: (stream, bytes) =>
          withBytes(world(), bytes, (pointer, size) =>
            world()._tlscam_program_output(id, stream, pointer, size),
          ),
        echo: (on) => world()._tlscam_program_echo(id, on ? 1 : 0),
        exit: (code) => world()._tlscam_program_exit(id, code),
        failed: (text) =>
          withText(world(), text, (pointer, size) => world()._tlscam_program_failed(id, pointer, size)),
      });
    },
    programInput: (id, bytes) => openssl().type(id, bytes),
    programInputEnd: (id) => openssl().endInput(id),
    programCancel: (id) => openssl().cancel(id),
    copies: () => copies().labels,
    restoreCopy: (copy, past) => copies().want(copy, past),
    late,
  };
}
