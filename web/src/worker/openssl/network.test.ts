import { describe, expect, it, vi } from 'vitest';
import { type ProgramNetwork, SocketState } from './module';
import { type Command, isBuilt, TestWorld } from './test_world';

vi.setConfig({ testTimeout: 60000 });

interface End {
  inbox: number[];
  other: number;
  ended: boolean;
}

/** `loopback` connects two programs on one computer that has no other network. */
function loopback(): ProgramNetwork {
  const ends = new Map<number, End>();
  const listeners = new Map<number, { port: number; arrived: number[] }>();
  let last = 0;
  return {
    lookup: (name) => (name === 'localhost' ? '127.0.0.1' : null),
    connect(_address, port) {
      const listener = [...listeners.values()].find((one) => one.port === port);
      const client = ++last;
      if (!listener) return client;
      const server = ++last;
      ends.set(client, { inbox: [], other: server, ended: false });
      ends.set(server, { inbox: [], other: client, ended: false });
      listener.arrived.push(server);
      return client;
    },
    listen(_address, port) {
      listeners.set(++last, { port, arrived: [] });
      return last;
    },
    accept: (handle) => listeners.get(handle)?.arrived.shift() ?? 0,
    state(handle) {
      const listener = listeners.get(handle);
      if (listener) return listener.arrived.length > 0 ? SocketState.readable : 0;
      const end = ends.get(handle);
      if (!end) return SocketState.readable | SocketState.writable | SocketState.ended;
      const readable = end.inbox.length > 0 || end.ended ? SocketState.readable : 0;
      return readable | SocketState.writable | SocketState.connected;
    },
    failure: (handle) => (ends.has(handle) ? null : 'refused'),
    receive: (handle, limit) => Uint8Array.from(ends.get(handle)?.inbox.splice(0, limit) ?? []),
    send(handle, bytes) {
      ends.get(ends.get(handle)?.other ?? 0)?.inbox.push(...bytes);
      return bytes.length;
    },
    finish(handle) {
      const other = ends.get(ends.get(handle)?.other ?? 0);
      if (other) other.ended = true;
    },
    close(handle) {
      this.finish(handle);
      listeners.delete(handle);
    },
    peer: () => ({ address: '127.0.0.1', port: 50000 }),
  };
}

async function withCertificate(): Promise<TestWorld> {
  const world = await TestWorld.open(loopback());
  await world.output(
    'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 30 -out cert.pem',
  );
  return world;
}

const interactive = { interactive: true, terminal: true };

describe.skipIf(!isBuilt)('s_client and s_server (skipped when web/openssl/build has not been run)', () => {
  async function serve(world: TestWorld): Promise<Command> {
    const server = world.start('openssl s_server -accept 8443 -cert cert.pem -key key.pem', interactive);
    await server.until(() => server.out.includes('ACCEPT'));
    return server;
  }

  it.each(['-tls1_3', '-tls1_2'])('speak with each other, and what is typed arrives: %s', async (version) => {
    const world = await withCertificate();
    const server = await serve(world);
    const client = world.start(
      `openssl s_client -connect localhost:8443 -servername localhost -CAfile cert.pem -verify_return_error ${version}`,
      interactive,
    );
    await client.until(() => client.out.includes('Verify return code: 0 (ok)'));
    client.type('hello server\n');
    await server.until(() => server.out.includes('hello server'));
    server.type('hello client\n');
    await client.until(() => client.out.includes('hello client'));
    client.type('Q\n');
    expect((await client.end()).code).toBe(0);
    await server.until(() => server.out.includes('CONNECTION CLOSED'));
    world.runner.cancel(server.id);
  });

  it('a client does not trust who it does not know', async () => {
    const world = await withCertificate();
    const server = await serve(world);
    const client = world.start('openssl s_client -connect localhost:8443 -verify_return_error', interactive);
    const { code } = await client.end();
    expect(code).toBe(1);
    expect(client.out).toContain('self-signed certificate');
    world.runner.cancel(server.id);
  });

  it('nobody listens', async () => {
    const world = await TestWorld.open(loopback());
    const { code, error } = await world.run('openssl s_client -connect localhost:8443');
    expect(code).toBe(1);
    expect(error).toContain('Connection refused');
  });

  it('a name that nobody knows', async () => {
    const world = await TestWorld.open(loopback());
    const { code, error } = await world.run('openssl s_client -connect openmv:8443');
    expect(code).toBe(1);
    expect(error).toContain('Name does not resolve');
  });

  it('what does not work here is refused', async () => {
    const world = await TestWorld.open(loopback());
    const { code, error } = await world.run('openssl s_server -accept 8443 -www');
    expect(code).toBeNull();
    expect(error).toContain('s_server -www does not work here');
  });
});
