import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BoardSnapshot } from '../../protocol/types';
import { fromBase64, textToBase64 } from '../../store/bytes';
import { cameraCode, TinyWorld } from '../camera/tiny_world';
import { Board, type BoardFactory, BoardRefusal } from './board_module';

// The real camera of these tests is the firmware as WebAssembly, reached over its UART alone.

const wasm =
  process.env.TLSCAM_WASM_DIR ??
  join(fileURLToPath(new URL('../../../..', import.meta.url)), 'build/wasm/bin');
const absent = existsSync(join(wasm, 'tlscam-board.wasm')) ? '' : 'tlscam-board.wasm is not built';
const LONG = 120_000;

describe.skipIf(absent)('the part of the page that talks to a real camera', () => {
  let camera: TinyWorld;
  let board: Board;
  let snapshot: BoardSnapshot;
  let printed = '';
  const arrived: Uint8Array[] = [];

  beforeAll(async () => {
    camera = new TinyWorld(cameraCode(), 1);
    camera.pass(1_000_000);
    camera.camera(1).onBytes = (bytes) => arrived.push(bytes.slice());
    const { default: factory } = (await import(/* @vite-ignore */ join(wasm, 'tlscam-board.mjs'))) as {
      default: BoardFactory;
    };
    const compiled = await WebAssembly.compile(readFileSync(join(wasm, 'tlscam-board.wasm')));
    board = await Board.create(factory, compiled, (bytes) => camera.send(1, bytes.slice()));
    board.open();
  }, LONG);

  function look(): void {
    camera.pass(20_000);
    for (const bytes of arrived.splice(0)) board.receive(bytes);
    board.advance();
    const update = board.update();
    if (!update) return;
    snapshot = update.snapshot;
    printed += new TextDecoder().decode(fromBase64(update.output));
  }

  async function until(holds: () => boolean): Promise<void> {
    for (let turn = 0; turn < 5000; ++turn) {
      look();
      if (snapshot && holds()) return;
      await new Promise((next) => setTimeout(next, 1));
    }
    throw new Error(`it did not come so far: ${JSON.stringify(snapshot)}; printed: ${printed.slice(-500)}`);
  }

  test('asks it about itself, and writes what was examined', { timeout: LONG }, async () => {
    board.perform('greet', {});
    await until(() => snapshot.last === 'greeting');
    expect(snapshot.problem).toBe('');
    expect(snapshot.board?.title).toContain('MicroPython 1.');
    expect(snapshot.board?.folder).toBe('/flash');

    board.perform('examine', {
      files: [{ name: 'greeting.txt', contents: textToBase64('hello') }],
      folder: '',
      names: [],
    });
    await until(() => snapshot.last === 'examining' && snapshot.task === 'none');
    expect(snapshot.examination?.changes).toEqual([
      { target: '/flash/greeting.txt', change: 'added', size: 5 },
    ]);

    board.perform('deploy', { anyway: false });
    await until(() => snapshot.last === 'deploying');
    expect(snapshot.done).toEqual(['/flash/greeting.txt']);
    board.perform('type', { keys: textToBase64('print(open("/flash/greeting.txt").read())\r') });
    await until(() => printed.includes('\r\nhello\r\n'));
  });

  test('runs a script, and shows its error', { timeout: LONG }, async () => {
    board.perform('run', { script: "print('from', 'far')\nopen('/nowhere')\n" });
    await until(() => snapshot.last === 'running');
    expect(printed).toContain('from far');
    expect(snapshot.problem).toContain('OSError');
  });

  test('leaves a camera that works at its prompt', { timeout: LONG }, async () => {
    board.perform('run', { script: "print('be' + 'gun')\nwhile True: pass\n" });
    await until(() => printed.includes('begun'));
    board.perform('leave', {});
    await until(() => snapshot.task === 'none' && printed.endsWith('>>> '));
    board.perform('type', { keys: textToBase64("print('st' + 'ays')\r") });
    await until(() => printed.includes('\r\nstays\r\n'));
  });

  test('says why a command is refused, and that the line is lost', () => {
    expect(() => board.perform('deploy', { anyway: false })).toThrow(BoardRefusal);
    board.lost('unplugged');
    expect(board.update()?.snapshot.lost).toBe('unplugged');
    expect(board.update()).toBeNull();
  });
});
