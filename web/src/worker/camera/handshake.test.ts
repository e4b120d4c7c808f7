import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WasmCode } from '../wasm_code';
import { cameraCode, TinyWorld } from './tiny_world';

const KINDS: Record<string, string[]> = {
  'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'RSA-2048': ['-newkey', 'rsa:2048'],
};

vi.setConfig({ testTimeout: 300_000 });

let code: WasmCode;
let folder: string;

beforeAll(() => {
  code = cameraCode();
  folder = mkdtempSync(join(tmpdir(), 'tlscam-camera-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// `identity` makes a key and a certificate signed with it, as Python.
function identity(kind: string): string {
  const path = (name: string) => join(folder, `${kind}-${name}`);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
  const made = ['-keyout', path('key.pem'), '-out', path('cert.pem')];
  openssl('req', '-x509', ...(KINDS[kind] ?? []), '-nodes', '-subj', '/CN=cam1', '-days', '30', ...made);
  openssl('x509', '-in', path('cert.pem'), '-outform', 'DER', '-out', path('cert.der'));
  openssl('pkey', '-in', path('key.pem'), '-outform', 'DER', '-out', path('key.der'));
  const python = (name: string) => `bytes.fromhex('${readFileSync(path(name)).toString('hex')}')`;
  return `cert = ${python('cert.der')}\nkey = ${python('key.der')}\n`;
}

const network = (id: number) => `
import gc, network, socket, ssl, time, machine
lan = network.LAN()
lan.active(True)
lan.ifconfig(('10.0.0.${id}', '255.255.255.0', '10.0.0.1', '10.0.0.1'))
machine.RTC().datetime((${new Date().getUTCFullYear()}, ${new Date().getUTCMonth() + 1}, ${new Date().getUTCDate()}, 0, 23, 59, 0, 0))
`;

const server = (port: number, count: number, threshold = -1) => `
ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
ctx.load_cert_chain(cert, key)
ctx.verify_mode = ssl.CERT_REQUIRED
ctx.load_verify_locations(cadata=cert)
s = socket.socket()
s.bind(('0.0.0.0', ${port}))
s.listen(1)
gc.threshold(${threshold})
for i in range(${count}):
    c, _ = s.accept()
    t = ctx.wrap_socket(c, server_side=True)
    t.write(t.read(5))
    t.close()
print('served', ${count})
`;

const client = (port: number, count: number, threshold = -1, peer = 1) => `
time.sleep(1)
ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ctx.load_cert_chain(cert, key)
ctx.verify_mode = ssl.CERT_REQUIRED
ctx.load_verify_locations(cadata=cert)
gc.threshold(${threshold})
for i in range(${count}):
    c = socket.socket()
    c.connect(('10.0.0.${peer}', ${port}))
    t = ctx.wrap_socket(c, server_hostname='cam1')
    t.write(b'hello')
    assert t.read(5) == b'hello'
    t.close()
print('done', ${count})
`;

function converse(own: string, count: number, threshold = -1): TinyWorld {
  const world = new TinyWorld(code, 2);
  world.pass(1_000_000);
  world.run(1, own + network(1) + server(4433, count, threshold));
  expect(world.exec(2, own + network(2) + client(4433, count, threshold), 1000)).toBe(`done ${count}\n`);
  expect(world.finish(1)).toBe(`served ${count}\n`);
  return world;
}

describe.each(Object.keys(KINDS))('a mutual handshake with %s', (kind) => {
  it('succeeds many times, with flat memory', () => {
    const world = converse(identity(kind), 3);
    const before = world.host.memorySize;
    world.run(1, server(4434, 10));
    expect(world.exec(2, client(4434, 10), 1000)).toBe('done 10\n');
    expect(world.host.memorySize).toBe(before);
  });

  it('survives a collection at almost every allocation', () => {
    converse(identity(kind), 2, 16);
  });

  it('gives the same frames at the same times on every run', () => {
    const own = identity(kind);
    const frames = converse(own, 2).frames;
    expect(frames.length).toBeGreaterThan(20);
    expect(converse(own, 2).frames).toEqual(frames);
  });
});

describe('fifty cameras', () => {
  it('converse in pairs', () => {
    const world = new TinyWorld(code, 50);
    const own = identity('P-256');
    world.pass(1_000_000);
    for (let id = 1; id <= 50; id += 2) {
      world.run(id, own + network(id) + server(4433, 1));
      world.run(id + 1, own + network(id + 1) + client(4433, 1, -1, id));
    }
    for (let id = 1; id <= 50; id += 2) {
      expect(world.finish(id + 1, 1000)).toBe('done 1\n');
      expect(world.finish(id)).toBe('served 1\n');
    }
    expect(world.host.memorySize).toBe(50 << 20);
  });
});
