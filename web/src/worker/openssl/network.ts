import type { ProgramNetwork } from './module';

/**
 * `guardedNetwork` is a program's view of the network: it reports the first use, and at the end closes what
 * the program left open.
 */
export function guardedNetwork(
  network: ProgramNetwork,
  onUse: () => void,
): ProgramNetwork & { closeAll(): void } {
  const open = new Set<number>();
  function opened(handle: number): number {
    onUse();
    if (handle !== 0) open.add(handle);
    return handle;
  }
  return {
    lookup: (name) => network.lookup(name),
    connect: (address, port) => opened(network.connect(address, port)),
    listen: (address, port) => opened(network.listen(address, port)),
    accept: (handle) => opened(network.accept(handle)),
    state: (handle) => network.state(handle),
    failure: (handle) => network.failure(handle),
    receive: (handle, limit) => network.receive(handle, limit),
    send: (handle, bytes) => network.send(handle, bytes),
    finish: (handle) => network.finish(handle),
    peer: (handle) => network.peer(handle),
    close(handle) {
      if (open.delete(handle)) network.close(handle);
    },
    closeAll() {
      for (const handle of open) network.close(handle);
      open.clear();
    },
  };
}
