import type { ProgramNetwork, SocketFailure } from './module';

/**
 * `WorldSocketExports` is the world's exports of sim/wasm/workstation_sockets.cc, as Emscripten names them,
 * and its memory.
 */
export interface WorldSocketExports {
  HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
  _tlscam_socket_lookup(name: number, size: number): number;
  _tlscam_socket_connect(address: number, port: number): number;
  _tlscam_socket_listen(port: number): number;
  _tlscam_socket_accept(handle: number): number;
  _tlscam_socket_state(handle: number): number;
  _tlscam_socket_failure(handle: number): number;
  _tlscam_socket_peer_address(handle: number): number;
  _tlscam_socket_peer_port(handle: number): number;
  _tlscam_socket_receive(handle: number, into: number, limit: number): number;
  _tlscam_socket_send(handle: number, bytes: number, size: number): number;
  _tlscam_socket_finish(handle: number): void;
  _tlscam_socket_close(handle: number): void;
}

const failures: (SocketFailure | null)[] = [null, 'refused', 'no answer', 'reset'];

function toNumber(address: string): number {
  return address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** `worldNetwork` gives programs the workstation's sockets in the world. */
export function worldNetwork(world: WorldSocketExports): ProgramNetwork {
  function withMemory<T>(size: number, use: (pointer: number) => T): T {
    const pointer = world._malloc(Math.max(size, 1));
    try {
      return use(pointer);
    } finally {
      world._free(pointer);
    }
  }

  function withBytes<T>(bytes: Uint8Array, use: (pointer: number) => T): T {
    return withMemory(bytes.length, (pointer) => {
      world.HEAPU8.set(bytes, pointer);
      return use(pointer);
    });
  }

  return {
    lookup(name) {
      const bytes = new TextEncoder().encode(name);
      const address = withBytes(bytes, (pointer) => world._tlscam_socket_lookup(pointer, bytes.length));
      return address === 0 ? null : toText(address);
    },
    connect: (address, port) => world._tlscam_socket_connect(toNumber(address), port),
    listen: (_address, port) => world._tlscam_socket_listen(port),
    accept: (handle) => world._tlscam_socket_accept(handle),
    state: (handle) => world._tlscam_socket_state(handle),
    failure: (handle) => failures[world._tlscam_socket_failure(handle)] ?? null,
    receive: (handle, limit) =>
      withMemory(limit, (pointer) => {
        const size = world._tlscam_socket_receive(handle, pointer, limit);
        return world.HEAPU8.slice(pointer, pointer + size);
      }),
    send: (handle, bytes) =>
      withBytes(bytes, (pointer) => world._tlscam_socket_send(handle, pointer, bytes.length)),
    finish: (handle) => world._tlscam_socket_finish(handle),
    close: (handle) => world._tlscam_socket_close(handle),
    peer: (handle) => ({
      address: toText(world._tlscam_socket_peer_address(handle)),
      port: world._tlscam_socket_peer_port(handle),
    }),
  };
}
