import { expect, it } from 'vitest';
import { functionNames } from './wasm_names';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
// One type, one function of it, with an empty body.
const FUNCTION = [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b];

it('reads the names of functions, beside other names', () => {
  const name = [...new TextEncoder().encode('name')];
  const own = [0, 2, 1, 0x6d, 1, 7, 1, 0, 4, ...new TextEncoder().encode('work')];
  const section = [0, 1 + name.length + own.length, name.length, ...name, ...own];
  const module = new WebAssembly.Module(new Uint8Array([...HEADER, ...FUNCTION, ...section]));
  expect([...functionNames(module)]).toEqual([[0, 'work']]);
});

it('finds none where there are none', () => {
  expect(functionNames(new WebAssembly.Module(new Uint8Array([...HEADER, ...FUNCTION]))).size).toBe(0);
});
