/** What web/openssl/build makes, as far as it is used here. The names are Emscripten's (3.1.6). */

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

/** The operations of a device; errors are thrown as `new FS.ErrnoError(number)`. */
export interface StreamOperations {
  open?(stream: Stream): void;
  read(stream: Stream, buffer: Int8Array, offset: number, length: number): number;
  write(stream: Stream, buffer: Int8Array, offset: number, length: number): number;
  close?(stream: Stream): void;
}

export interface Stream {
  stream_ops: StreamOperations;
  /** Anything true: it is a terminal. */
  tty?: object;
  /** Can it be read? Asked by `select`; always, when it is not there. */
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
  /** Runs `openssl` with these arguments; returns when it waits, and when it has ended (onExit). */
  callMain(words: string[]): void;
}

/** The kinds of endings of a connection that are errors. */
export type SocketFailure = 'refused' | 'unreachable' | 'no answer' | 'reset';

/** What state() of a socket consists of. */
export const SocketState = { readable: 1, writable: 2, connected: 4, ended: 8 } as const;

/** The sockets of the world: TCP over IPv4. Addresses are texts, handles are above 0. No call waits. */
export interface ProgramNetwork {
  /** The address of a name of the world, or null. */
  lookup(name: string): string | null;
  /** Begins a connection; 0: there is no way to that address. */
  connect(address: string, port: number): number;
  /** 0: the port is in use. */
  listen(address: string, port: number): number;
  /** The next connection of a listener that is readable. */
  accept(handle: number): number;
  /** Bits of SocketState. A listener is readable when somebody has come; a socket, too, when it has ended. */
  state(handle: number): number;
  /** Why the connection has failed, or null. */
  failure(handle: number): SocketFailure | null;
  /** What has come, at most `limit` bytes; none of a readable socket: the other side sends no more. */
  receive(handle: number, limit: number): Uint8Array;
  /** Sends as much as there is room for; how many bytes that was. */
  send(handle: number, bytes: Uint8Array): number;
  /** Sends no more. */
  finish(handle: number): void;
  close(handle: number): void;
  peer(handle: number): { address: string; port: number };
}

/** What an instance is made with; pre.js and sockets.js beside the build script use these names. */
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

/** All that a command needs: openssl.mjs, openssl.wasm, openssl.cnf. */
export interface OpenSslParts {
  factory: OpenSslFactory;
  program: WebAssembly.Module;
  configuration: Uint8Array;
}
