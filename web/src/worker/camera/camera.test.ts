import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { WasmCode } from '../wasm_code';
import { cameraCode, TinyWorld } from './tiny_world';

// No test here measures time, and a busy computer may be slow.
vi.setConfig({ testTimeout: 120_000 });

let code: WasmCode;
beforeAll(() => {
  code = cameraCode();
});

function alone(): TinyWorld {
  const world = new TinyWorld(code, 1);
  world.pass(1_000_000);
  return world;
}

describe('a camera alone', () => {
  it('shows its banner', () => {
    expect(alone().camera(1).console).toMatch(/MicroPython v1\..*>>> $/s);
  });

  it('runs Python', () => {
    expect(alone().exec(1, 'import sys\nprint(sum(range(10)), sys.platform, 2**100)')).toBe(
      '45 mimxrt 1267650600228229401496703205376\n',
    );
  });

  it('keeps files in the memory of the world', () => {
    const script = "f = open('a.txt', 'w')\nf.write('kept')\nf.close()\nprint(open('a.txt').read())";
    expect(alone().exec(1, script)).toBe('kept\n');
  });

  it('lets time pass while it only computes', () => {
    const script =
      'import time\nstart = time.ticks_ms()\nwhile time.ticks_diff(time.ticks_ms(), start) < 300: pass\nprint(1)';
    const world = alone();
    expect(world.exec(1, script)).toBe('1\n');
    expect(world.now).toBeGreaterThan(1_300_000);
  });

  it('lets others run while it computes for ever, and ends by Ctrl-C', () => {
    const world = new TinyWorld(code, 2);
    world.pass(1_000_000);
    world.run(1, 'while True: pass');
    expect(world.exec(2, "import time\ntime.sleep(3)\nprint('other')")).toBe('other\n');
    expect(world.result(1)).toBeNull();
    world.interrupt(1);
    expect(world.finish(1)).toContain('KeyboardInterrupt');
    expect(world.exec(1, 'print(1)')).toBe('1\n');
  });

  it('starts again after Ctrl-D, and resets itself', () => {
    const world = alone();
    world.type(1, '\x04');
    world.pass(1_000_000);
    expect(world.camera(1).console).toContain('soft reboot');
    world.run(1, 'import machine\nmachine.reset()');
    world.pass(1_000_000);
    expect(world.camera(1).alive).toBe(false);
  });
});

describe('a camera in trouble', () => {
  it('says MemoryError and goes on', () => {
    const world = alone();
    expect(world.exec(1, 'bytearray(1000000)')).toContain('MemoryError');
    expect(world.exec(1, 'print(1)')).toBe('1\n');
  });

  it('stops endless recursion with an exception', () => {
    const world = alone();
    const script =
      'def f(): f()\nfor i in range(100):\n try: f()\n except RuntimeError as e: pass\nprint(e.args[0])';
    expect(world.exec(1, script.replace('pass\n', 'last = e\n').replace('e.args', 'last.args'))).toBe(
      'maximum recursion depth exceeded\n',
    );
  });

  it.each([
    ['of regular expressions', "import re\nre.match('(a*)*', 'aaa')"],
    ['of printing', 'a = []\na.append(a)\nrepr(a)'],
    ['of iterators', 'a = iter([1])\nfor i in range(5000): a = enumerate(a)\nnext(a)'],
  ])('stops endless recursion %s, which is in C', (_, script) => {
    const world = alone();
    expect(world.exec(1, script)).toContain('RuntimeError: maximum recursion depth exceeded');
    expect(world.exec(1, 'print(1)')).toBe('1\n');
  });

  it('collects garbage deep in a recursion, and sleeps there', () => {
    const script = [
      'import gc, time',
      'def f(n):',
      ' if n == 0:',
      '  gc.collect(); time.sleep(1); return [0]',
      ' a = [n]',
      ' b = f(n - 1)',
      ' return a + b',
      'for n in range(1, 200):',
      ' try: r = f(n)',
      ' except RuntimeError: break',
      ' assert r == list(range(n, -1, -1)), n',
      'print(n > 20)',
    ].join('\n');
    expect(alone().exec(1, script, 1000)).toBe('True\n');
  });

  it('dies by a wild write, with a reason, and takes nobody along', () => {
    const world = new TinyWorld(code, 2);
    world.pass(1_000_000);
    const script = 'import uctypes\nuctypes.bytearray_at(0xfffffff0, 8)[0] = 1';
    expect(world.exec(1, script)).toBe('died: crashed: memory access out of bounds');
    expect(world.exec(2, 'print(1)')).toBe('1\n');
  });

  it('cannot read beyond its flash', () => {
    const world = alone();
    const script = 'import camera\ncamera.Drive().readblocks(100000, bytearray(512))\nprint(1)';
    expect(world.exec(1, script)).toMatch(/OSError|reached beyond its flash/);
  });
});

describe('exceptions', () => {
  it('use up nothing, 200 000 times', () => {
    const world = alone();
    const raise =
      'def f(): raise ValueError\ndef g(n):\n for i in range(n):\n  try: f()\n  except ValueError: pass\n';
    expect(world.exec(1, `${raise}g(100)\nprint(1)`)).toBe('1\n');
    const before = world.host.memorySize;
    expect(world.exec(1, `${raise}g(200000)\nprint(1)`, 1000)).toBe('1\n');
    expect(world.host.memorySize).toBe(before);
  });

  it('use up nothing after the camera slept, 5 000 times', () => {
    const script = [
      'import network, socket',
      'lan = network.LAN()',
      'lan.active(True)',
      "lan.ifconfig(('10.0.0.1', '255.255.255.0', '10.0.0.1', '10.0.0.1'))",
      's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)',
      "s.bind(('0.0.0.0', 5000))",
      's.settimeout(0.01)',
      'n = 0',
      'while n < 5000:',
      ' try: s.recv(10)',
      ' except OSError: n += 1',
      'print(n)',
    ].join('\n');
    const world = alone();
    const before = world.host.memorySize;
    expect(world.exec(1, script, 1000)).toBe('5000\n');
    expect(world.host.memorySize).toBe(before);
  });
});
