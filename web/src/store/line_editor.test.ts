import { expect, it } from 'vitest';
import { commonBeginning, inColumns, LineEditor } from './line_editor';

function makeEditor(files: string[] = [], columns = 80) {
  const submitted: string[] = [];
  const drawn: string[] = [];
  let interrupts = 0;
  let ends = 0;
  const editor: LineEditor = new LineEditor(
    {
      draw: (text) => drawn.push(text),
      columns: () => columns,
      submit: (line) => {
        submitted.push(line);
        editor.begin();
      },
      interrupt: () => interrupts++,
      endOfInput: () => ends++,
      complete: async (line, cursor) => {
        const start = line.lastIndexOf(' ', cursor - 1) + 1;
        const word = line.slice(start, cursor);
        return { start, candidates: files.filter((file) => file.startsWith(word)) };
      },
      unfinished: async (line) => line.split("'").length % 2 === 0,
    },
    [],
  );
  editor.begin();
  return { editor, submitted, drawn, interrupts: () => interrupts, ends: () => ends };
}

const UP = '\x1b[A';
const DOWN = '\x1b[B';
const LEFT = '\x1b[D';

it('submits what was typed, and puts characters where the cursor is', async () => {
  const { editor, submitted } = makeEditor();
  await editor.input(`ls -${LEFT}${LEFT}${LEFT}x\r`);
  expect(submitted).toEqual(['lxs -']);
});

it('goes back in history and keeps what was begun', async () => {
  const { editor, submitted } = makeEditor();
  await editor.input('first\rsecond\rthi');
  await editor.input(UP + UP);
  expect(editor.line).toBe('first');
  await editor.input(DOWN + DOWN);
  expect(editor.line).toBe('thi');
  await editor.input(`${UP}\r`);
  expect(submitted).toEqual(['first', 'second', 'second']);
  expect(editor.history).toEqual(['first', 'second']);
});

it('completes as far as it is certain, then lists', async () => {
  const { editor, drawn } = makeEditor(['server.crt', 'server.key', 'client.py']);
  await editor.input('cat c\t');
  expect(editor.line).toBe('cat client.py ');
  await editor.input('s\t');
  expect(editor.line).toBe('cat client.py server.');
  drawn.length = 0;
  await editor.input('\t');
  expect(drawn.join('')).toContain('server.crt  server.key');
  await editor.input('k\t\r');
  expect(editor.line).toBe('');
});

it('asks for another line while a quote is open', async () => {
  const { editor, submitted } = makeEditor();
  await editor.input("echo 'a\r");
  expect(submitted).toEqual([]);
  await editor.input("b'\r");
  expect(submitted).toEqual(["echo 'a\nb'"]);
});

it('takes a paste of several lines as several commands', async () => {
  const { editor, submitted } = makeEditor();
  await editor.input('ls\r\npwd\r\n');
  expect(submitted).toEqual(['ls', 'pwd']);
});

it('keeps the rest of a paste until the first command has ended', async () => {
  const submitted: string[] = [];
  const editor = new LineEditor({
    draw: () => undefined,
    columns: () => 80,
    submit: (line) => submitted.push(line),
    interrupt: () => undefined,
    endOfInput: () => undefined,
    complete: async () => ({ start: 0, candidates: [] }),
    unfinished: async () => false,
  });
  editor.begin();
  await editor.input('sleep 1\rpwd\r');
  expect(submitted).toEqual(['sleep 1']);
  editor.begin();
  await editor.input('');
  expect(submitted).toEqual(['sleep 1', 'pwd']);
});

it('throws a line away with Ctrl-C and ends input with Ctrl-D on an empty one', async () => {
  const { editor, submitted, interrupts, ends } = makeEditor();
  await editor.input('rm everything\x03');
  expect(editor.line).toBe('');
  expect(interrupts()).toBe(1);
  await editor.input('\x04');
  expect(ends()).toBe(1);
  expect(submitted).toEqual([]);
});

it('cuts words and puts them back', async () => {
  const { editor } = makeEditor();
  await editor.input('one two three\x17');
  expect(editor.line).toBe('one two ');
  await editor.input('\x01\x19');
  expect(editor.line).toBe('threeone two ');
  await editor.input('\x05\x15');
  expect(editor.line).toBe('');
});

it('draws a line over several rows and comes back to the first', async () => {
  const { editor, drawn } = makeEditor([], 10);
  await editor.input('abcdefghijklmnop');
  drawn.length = 0;
  await editor.input('q');
  expect(drawn[0]).toMatch(/^\r\x1b\[1A\x1b\[J/);
});

it('finds what words have in common', () => {
  expect(commonBeginning(['server.crt', 'server.key'])).toBe('server.');
  expect(commonBeginning(['a', 'b'])).toBe('');
  expect(inColumns(['a', 'bb', 'ccc'], 10)).toBe('a    bb\r\nccc');
});
