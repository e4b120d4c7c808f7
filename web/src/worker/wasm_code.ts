// The build has split a module of WebAssembly in two (tools/split_wasm.ts): the part that the first prompt
// needs, and the rest. Both are one program: they share memory, table and globals.

/**
 * A `WasmCode` is a module; `rest` returns at once the part that was split off, and is called when a function
 * of it is first needed.
 */
export interface WasmCode {
  module: WebAssembly.Module;
  rest?: () => WebAssembly.Module;
  /** `seen` is called with each instance, for code that looks into it from outside. */
  seen?: (instance: WebAssembly.Instance) => void;
}

type AnyFunction = (...args: unknown[]) => unknown;

const PLACEHOLDERS = 'placeholder';
const slotsOf = new WeakMap<WebAssembly.Module, number[]>();

/** `placeholders` finds the entries of the function table that are still missing. */
function placeholders(module: WebAssembly.Module): number[] {
  let slots = slotsOf.get(module);
  if (!slots) {
    const imports = WebAssembly.Module.imports(module).filter((one) => one.module === PLACEHOLDERS);
    slots = imports.map(({ name }) => Number(name));
    slotsOf.set(module, slots);
  }
  return slots;
}

/**
 * `instantiate` creates an instance. It calls `onWhole` when the rest has joined it, which changes entries of
 * its table.
 */
export function instantiate(
  { module, rest, seen }: WasmCode,
  imports: WebAssembly.Imports,
  onWhole: () => void = () => {},
): WebAssembly.Instance {
  let whole = false;
  const functionAt = (slot: number): AnyFunction => {
    if (!whole) {
      if (!rest) throw new Error('a part of the program is missing');
      // The rest's functions replace the placeholders.
      new WebAssembly.Instance(rest(), { primary: instance.exports });
      whole = true;
      onWhole();
    }
    return table?.get(slot) as AnyFunction;
  };
  const absent: WebAssembly.ModuleImports = {};
  for (const slot of placeholders(module)) absent[slot] = (...args: unknown[]) => functionAt(slot)(...args);
  const instance = new WebAssembly.Instance(module, { ...imports, [PLACEHOLDERS]: absent });
  const table = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Table);
  seen?.(instance);
  return instance;
}
