// This worker has the dealings with a real camera. The page has its port, and carries the bytes.

import type { FromBoard, ToBoard } from '../../protocol/types';
import { t } from '../../words/words';
import { Board, type BoardFactory, BoardRefusal } from './board_module';

// In the built site the worker lies in assets/ below the page; the development server serves everything from
// its root.
const site = new URL(import.meta.env.DEV ? '/' : '..', import.meta.url);

const worker = self as unknown as {
  postMessage(message: FromBoard): void;
  onmessage: ((event: MessageEvent<ToBoard>) => void) | null;
};
const tell = (message: FromBoard): void => worker.postMessage(message);
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function program(): Promise<WebAssembly.Module> {
  const path = 'wasm/tlscam-board.wasm';
  const answer = await fetch(new URL(path, site)).catch(() => null);
  if (!answer?.ok) throw new Error(t('notice.part_not_loaded_message', { file: path }));
  return WebAssembly.compile(await answer.arrayBuffer());
}

function take(board: Board, message: ToBoard): void {
  if (message.kind === 'open') return board.open();
  if (message.kind === 'received') return board.receive(message.bytes);
  if (message.kind === 'lost') return board.lost(message.reason);
  try {
    board.perform(message.command, message.args);
    tell({ kind: 'reply', id: message.id, value: null });
  } catch (error) {
    if (!(error instanceof BoardRefusal)) throw error;
    tell({ kind: 'refused', id: message.id, error: error.message });
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

function goOn(board: Board): void {
  clearTimeout(timer);
  const next = board.advance();
  const update = board.update();
  if (update) tell({ kind: 'update', update });
  if (next !== null) timer = setTimeout(() => guarded(() => goOn(board)), next);
}

function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    clearTimeout(timer);
    worker.onmessage = null;
    tell({ kind: 'crashed', error: words(error) });
  }
}

async function begin(): Promise<void> {
  const early: ToBoard[] = [];
  worker.onmessage = (event) => early.push(event.data);
  try {
    const script = new URL('wasm/tlscam-board.js', site).href;
    const [compiled, factory] = await Promise.all([
      program(),
      import(/* @vite-ignore */ script) as Promise<{ default: BoardFactory }>,
    ]);
    const board = await Board.create(factory.default, compiled, (bytes) =>
      tell({ kind: 'write', bytes: bytes.slice() }),
    );
    const meet = (message: ToBoard): void =>
      guarded(() => {
        take(board, message);
        goOn(board);
      });
    worker.onmessage = (event) => meet(event.data);
    for (const message of early) meet(message);
  } catch (error) {
    tell({ kind: 'crashed', error: words(error) });
  }
}

void begin();
