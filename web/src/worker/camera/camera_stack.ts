// A camera's module needs this JavaScript to jump out of functions (setjmp and longjmp), and to stop in the
// middle of one and continue later (Binaryen's asyncify).

/** `CameraExports` lists the exports of a camera's module. */
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

// longjmp throws this; it carries nothing, because the module keeps its own data.
const LONGJMP = Symbol('longjmp');

type WasmValue = number | bigint | undefined;
type WasmFunction = (...args: WasmValue[]) => WasmValue;

/** `SuspendedStack` is the state of a stack whose code is suspended. */
export interface SuspendedStack {
  readonly state: 'normal' | 'unwound';
  readonly stackPointers: readonly number[];
  readonly stackPointer: number;
}

/**
 * `CameraStack` is the stack of one instance: it runs the module's main function in parts. An import that
 * must wait calls `suspend()`; everything unwinds and `run()` returns. The next `run()` rewinds it, and the
 * import is called a second time, which `resumes()` detects.
 */
export class CameraStack {
  private exports: CameraExports | null = null;
  private state: 'normal' | 'unwinding' | 'unwound' | 'rewinding' = 'normal';
  private readonly functions: (WasmFunction | undefined)[] = [];
  // Unwinding leaves the module's stack pointer at the innermost frame. These are the values at the calls
  // that are unwound, so that a longjmp after rewinding frees all the stack above it.
  private readonly stackPointers: number[] = [];

  constructor(private readonly module: WebAssembly.Module) {}

  attach(exports: CameraExports): void {
    this.exports = exports;
    exports._initialize();
  }

  /** `run` returns true when the code has suspended itself, and false when it has reached its end. */
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

  /** `resumes` tells whether the import that asks is the one that suspended; the code continues after it. */
  resumes(): boolean {
    if (this.state !== 'rewinding') return false;
    this.attached().asyncify_stop_rewind();
    this.state = 'normal';
    return true;
  }

  /** `save` makes a copy for restore(). Do not call it while the code runs. */
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

  /**
   * `imports` are the imports for setjmp and longjmp: every call out of a function with a setjmp goes through
   * JavaScript.
   */
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

  // No function of the firmware has more parameters. The callee does not see missing ones, and a list of a
  // fixed length needs no array: this is called for every step of the interpreter.
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

  /** Call `forgetFunctions` when entries of the module's table have changed. */
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
