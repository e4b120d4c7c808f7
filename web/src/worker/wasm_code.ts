// A module of WebAssembly that the build has split in two (tools/split_wasm.ts): what the first prompt needs, and the
// rest. Both are one program: they share memory, table and globals.

/** A module; `rest` gives, at once, what was split off it, and is asked when some of that is first called. */
export interface WasmCode {
  module: WebAssembly.Module;
  rest?: () => WebAssembly.Module;
  /** Told of each instance: for whoever looks into it from outside. */
  seen?: (instance: WebAssembly.Instance) => void;
}

type AnyFunction = (...args: unknown[]) => unknown;

const PLACEHOLDERS = 'placeholder';
const slotsOf = new WeakMap<WebAssembly.Module, number[]>();

/** The places in the table of functions that are not there yet. */
function placeholders(module: WebAssembly.Module): number[] {
  let slots = slotsOf.get(module);
  if (!slots) {
    const imports = WebAssembly.Module.imports(module).filter((one) => one.module === PLACEHOLDERS);
    slots = imports.map(({ name }) => Number(name));
    slotsOf.set(module, slots);
  }
  return slots;
}

/** Makes an instance. `onWhole` is called when the rest has joined it, which changes entries of its table. */
export function instantiate(
  { module, rest, seen }: WasmCode,
  imports: WebAssembly.Imports,
  onWhole: () => void = () => {},
): WebAssembly.Instance {
  let whole = false;
  const functionAt = (slot: number): AnyFunction => {
    if (!whole) {
      if (!rest) throw new Error('a part of the program is missing');
      // Its functions take the places of the placeholders.
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
