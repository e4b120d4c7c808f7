/**
 * This describes the output of web/openssl/build, as far as it is used here. The names are Emscripten's
 * (3.1.6).
 */

export interface FileSystem {
  readdir(path: string): string[];
  lstat(path: string): { mode: number; ino: number; mtime: Date };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  readFile(path: string): Uint8Array;
  writeFile(path: string, bytes: Uint8Array, options?: { canOwn?: boolean }): void;
  mkdir(path: string): void;
  mkdirTree(path: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
}

/** `StreamOperations` are the operations of a device; errors are thrown as `new FS.ErrnoError(number)`. */
export interface StreamOperations {
  open?(stream: Stream): void;
  read(stream: Stream, buffer: Int8Array, offset: number, length: number): number;
  write(stream: Stream, buffer: Int8Array, offset: number, length: number): number;
  close?(stream: Stream): void;
}

export interface Stream {
  stream_ops: StreamOperations;
  /** Any true value means that it is a terminal. */
  tty?: object;
  /** `isReady` tells `select` whether it can be read; without it, it always can. */
  isReady?: () => boolean;
}

export interface ModuleFileSystem extends FileSystem {
  chdir(path: string): void;
  utime(path: string, accessed: number, modified: number): void;
  makedev(major: number, minor: number): number;
  mkdev(path: string, mode: number, device: number): void;
  registerDevice(device: number, operations: StreamOperations): void;
  streams: (Stream | null)[];
}

export interface OpenSslModule {
  FS: ModuleFileSystem;
  ENV: Record<string, string>;
  /** `callMain` runs `openssl` with these arguments; it returns when openssl waits or has ended (onExit). */
  callMain(words: string[]): void;
}

/** `SocketFailure` names the errors that can end a connection. */
export type SocketFailure = 'refused' | 'unreachable' | 'no answer' | 'reset';

/** `SocketState` has the bits of a socket's state(). */
export const SocketState = { readable: 1, writable: 2, connected: 4, ended: 8 } as const;

/**
 * `ProgramNetwork` is the sockets of the world: TCP over IPv4. Addresses are texts, handles are above 0. No
 * call waits.
 */
export interface ProgramNetwork {
  /** `lookup` returns the address of a name of the world, or null. */
  lookup(name: string): string | null;
  /** `connect` starts a connection; 0 means that there is no route to that address. */
  connect(address: string, port: number): number;
  /** `listen` returns 0 when the port is in use. */
  listen(address: string, port: number): number;
  /** `accept` takes the next connection of a listener that is readable. */
  accept(handle: number): number;
  /**
   * `state` returns bits of SocketState. A listener is readable when a connection has arrived, and a socket
   * also when it has ended.
   */
  state(handle: number): number;
  /** `failure` says why the connection has failed, or null. */
  failure(handle: number): SocketFailure | null;
  /**
   * `receive` takes at most `limit` bytes; no bytes from a readable socket mean that the other side sends no
   * more.
   */
  receive(handle: number, limit: number): Uint8Array;
  /** `send` sends as much as there is room for and returns the number of bytes. */
  send(handle: number, bytes: Uint8Array): number;
  /** `finish` ends the sending direction. */
  finish(handle: number): void;
  close(handle: number): void;
  peer(handle: number): { address: string; port: number };
}

/** `ModuleOptions` create an instance; pre.js and sockets.js next to the build script use these names. */
export interface ModuleOptions {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
  Date: unknown;
  crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
  network: ProgramNetwork;
  terminal: { setEcho(on: boolean): void };
  wait(isReady: () => boolean, milliseconds: number | undefined, resume: () => void): void;
  onExit(code: number): void;
  print(text: string): void;
  printErr(text: string): void;
  noExitRuntime: boolean;
}

export type OpenSslFactory = (options: ModuleOptions) => Promise<OpenSslModule>;

/** `OpenSslParts` are the files that a command needs: openssl.mjs, openssl.wasm, openssl.cnf. */
export interface OpenSslParts {
  factory: OpenSslFactory;
  program: WebAssembly.Module;
  configuration: Uint8Array;
}
