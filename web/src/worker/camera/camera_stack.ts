// What a camera's module needs of JavaScript to jump out of functions (setjmp and longjmp) and to stop in the middle
// of one and go on later (Binaryen's asyncify).

/** What a camera's module exports. */
export interface CameraExports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  _initialize(): void;
  stackSave(): number;
  stackRestore(pointer: number): void;
  setThrew(threw: number, value: number): void;
  asyncify_start_unwind(buffer: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(buffer: number): void;
  asyncify_stop_rewind(): void;
  camera_unwound(): number;
  camera_run(): void;
  camera_scan(): void;
}

// Thrown by longjmp; carries nothing, because the module keeps what belongs to it.
const LONGJMP = Symbol('longjmp');

type WasmValue = number | bigint | undefined;
type WasmFunction = (...args: WasmValue[]) => WasmValue;

/** How a stack stands while its code is suspended. */
export interface SuspendedStack {
  readonly state: 'normal' | 'unwound';
  readonly stackPointers: readonly number[];
  readonly stackPointer: number;
}

/**
 * The stack of one instance: it runs the module's main function in parts. An import that must wait calls `suspend()`;
 * everything unwinds and `run()` returns. The next `run()` winds it up again, and the import is called a second time,
 * which `resumes()` tells.
 */
export class CameraStack {
  private exports: CameraExports | null = null;
  private state: 'normal' | 'unwinding' | 'unwound' | 'rewinding' = 'normal';
  private readonly functions: (WasmFunction | undefined)[] = [];
  // Unwinding leaves the module's stack pointer at the innermost frame. These are what it was at the calls that are
  // unwound, so that after winding up again a longjmp gives back all the stack above it.
  private readonly stackPointers: number[] = [];

  constructor(private readonly module: WebAssembly.Module) {}

  attach(exports: CameraExports): void {
    this.exports = exports;
    exports._initialize();
  }

  /** True when the code has suspended itself, false when it has come to its end. */
  run(): boolean {
    const exports = this.attached();
    if (this.state === 'unwound') {
      this.state = 'rewinding';
      exports.asyncify_start_rewind(exports.camera_unwound());
    }
    exports.camera_run();
    if (this.state !== 'unwinding') return false;
    exports.asyncify_stop_unwind();
    this.state = 'unwound';
    return true;
  }

  suspend(): void {
    const exports = this.attached();
    this.state = 'unwinding';
    exports.asyncify_start_unwind(exports.camera_unwound());
  }

  /** Whether the import that asks is the one that suspended; the code goes on behind it. */
  resumes(): boolean {
    if (this.state !== 'rewinding') return false;
    this.attached().asyncify_stop_rewind();
    this.state = 'normal';
    return true;
  }

  /** What restore() puts back; not to be called while the code runs. */
  save(): SuspendedStack {
    return {
      state: this.state === 'unwound' ? 'unwound' : 'normal',
      stackPointers: [...this.stackPointers],
      stackPointer: this.attached().stackSave(),
    };
  }

  restore(saved: SuspendedStack): void {
    this.state = saved.state;
    this.stackPointers.splice(0, this.stackPointers.length, ...saved.stackPointers);
    this.attached().stackRestore(saved.stackPointer);
  }

  /** The imports for setjmp and longjmp: every call out of a function with a setjmp goes through JavaScript. */
  imports(): WebAssembly.ModuleImports {
    const env: WebAssembly.ModuleImports = {
      _emscripten_throw_longjmp: () => {
        throw LONGJMP;
      },
      emscripten_notify_memory_growth: () => undefined,
    };
    for (const { module, name, kind } of WebAssembly.Module.imports(this.module)) {
      if (module === 'env' && kind === 'function' && name.startsWith('invoke_'))
        env[name] = this.trampoline();
    }
    return env;
  }

  private attached(): CameraExports {
    if (this.exports === null) throw new Error('the module called out before it was attached');
    return this.exports;
  }

  // No function of the firmware has more parameters. Missing ones are not seen by the callee, and a list of a fixed
  // length needs no array: this is called for every step of the interpreter.
  private trampoline(): WasmFunction {
    return (index, a, b, c, d, e, f, g, h, i, j) => {
      const exports = this.attached();
      const rewinding = this.state === 'rewinding';
      const stackPointer = (rewinding ? this.stackPointers.pop() : undefined) ?? exports.stackSave();
      try {
        const result = this.functionAt(exports, Number(index))(a, b, c, d, e, f, g, h, i, j);
        if (this.state === 'unwinding') this.stackPointers.push(stackPointer);
        return result;
      } catch (error) {
        if (error !== LONGJMP) throw error;
        exports.stackRestore(stackPointer);
        exports.setThrew(1, 0);
        return undefined;
      }
    };
  }

  /** To be called when entries of the module's table have changed. */
  forgetFunctions(): void {
    this.functions.length = 0;
  }

  private functionAt(exports: CameraExports, index: number): WasmFunction {
    let found = this.functions[index];
    if (found === undefined) {
      found = exports.__indirect_function_table.get(index) as WasmFunction;
      this.functions[index] = found;
    }
    return found;
  }
}
