import type { ProgramNetwork, SocketFailure } from './openssl/module';
import { type WorldModule, withBytes, withText } from './world_module';

const failures: (SocketFailure | null)[] = [null, 'refused', 'unreachable', 'reset'];

function toNumber(address: string): number {
  return address.split('.').reduce((number, octet) => ((number << 8) | Number(octet)) >>> 0, 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** The workstation's sockets in the world's network, for openssl. */
export function worldNetwork(world: WorldModule): ProgramNetwork {
  return {
    lookup(name) {
      const address = withText(world, name, (pointer, size) => world._tlscam_socket_lookup(pointer, size));
      return address === 0 ? null : toText(address >>> 0);
    },
    connect: (address, port) => world._tlscam_socket_connect(toNumber(address), port),
    listen: (_address, port) => world._tlscam_socket_listen(port),
    accept: (handle) => world._tlscam_socket_accept(handle),
    state: (handle) => world._tlscam_socket_state(handle),
    failure: (handle) => failures[world._tlscam_socket_failure(handle)] ?? null,
    receive(handle, limit) {
      const pointer = world._malloc(Math.max(limit, 1));
      const size = world._tlscam_socket_receive(handle, pointer, limit);
      const bytes = world.HEAPU8.slice(pointer, pointer + size);
      world._free(pointer);
      return bytes;
    },
    send: (handle, bytes) =>
      withBytes(world, bytes, (pointer, size) => world._tlscam_socket_send(handle, pointer, size)),
    finish: (handle) => world._tlscam_socket_finish(handle),
    close: (handle) => world._tlscam_socket_close(handle),
    peer: (handle) => ({
      address: toText(world._tlscam_socket_peer_address(handle) >>> 0),
      port: world._tlscam_socket_peer_port(handle),
    }),
  };
}
