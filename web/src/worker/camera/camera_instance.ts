import { MemoryCopy } from '../memory_copy';
import { instantiate, type WasmCode } from '../wasm_code';
import { type CameraExports, CameraStack, type SuspendedStack } from './camera_stack';

/** `WorldMemory` is memory of the world that a camera reads and writes: its flash and its ROMFS partition. */
export interface WorldMemory {
  /** `bytes` is the memory as it is now; it may have moved since the last call. */
  bytes(): Uint8Array;
}

export interface Region {
  start: number;
  size: number;
}

/** `CameraCopy` is the state of a camera between two turns. */
export interface CameraCopy {
  readonly memory: MemoryCopy;
  readonly stack: SuspendedStack;
  readonly input: Uint8Array;
}

// The imports that do not return throw a `CameraEnd` through the camera's code.
class CameraEnd {
  constructor(readonly reason: string) {}
}

const RESET = '';

/**
 * `CameraInstance` is one camera: an instance of the module that takes and returns messages of camera_link.h.
 */
export class CameraInstance {
  private readonly exports: CameraExports;
  private readonly stack: CameraStack;
  private input: Uint8Array;
  private inputTaken = 0;
  private output: Uint8Array[] = [];
  private collecting = false;
  private view: Uint8Array;
  /** `death` says why it has died; it is empty while it lives. */
  death = '';

  /** The constructor throws when the instance cannot be created for lack of memory. */
  constructor(
    code: WasmCode,
    firstMessage: Uint8Array,
    private readonly world: WorldMemory,
    private readonly drive: Region,
    private readonly rom: Region,
  ) {
    const { module } = code;
    this.stack = new CameraStack(module);
    const imports = {
      env: this.stack.imports(),
      camera: this.cameraImports(),
      wasi_snapshot_preview1: wasiImports(module),
    };
    const instance = instantiate(code, imports, () => this.stack.forgetFunctions());
    this.exports = instance.exports as unknown as CameraExports;
    this.stack.attach(this.exports);
    this.view = new Uint8Array(this.exports.memory.buffer);
    this.input = firstMessage.slice();
  }

  /** `memorySize` is the number of bytes that it has taken. */
  get memorySize(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /**
   * `save` makes a copy for restore(), between two turns. Parts equal to those of the copy before are stored
   * once.
   */
  save(before?: CameraCopy): CameraCopy {
    return {
      memory: MemoryCopy.of(this.exports.memory.buffer, before?.memory),
      stack: this.stack.save(),
      input: this.input,
    };
  }

  restore({ memory, stack, input }: CameraCopy): void {
    memory.restore(this.exports.memory.buffer);
    this.stack.restore(stack);
    this.input = input;
    this.inputTaken = 0;
    this.death = '';
  }

  /** `turn` lets it run until it waits or resets; it returns null when it has died. */
  turn(events: Uint8Array): Uint8Array | null {
    if (this.death !== '') return null;
    this.give(events);
    this.output = [];
    try {
      while (this.stack.run()) {
        if (!this.collecting) return joined(this.output);
        this.exports.camera_scan();
      }
      this.death = 'ended by itself';
    } catch (error) {
      if (error instanceof CameraEnd && error.reason === RESET) {
        this.death = 'has been reset';
        return joined(this.output);
      }
      this.death = reasonOf(error);
    } finally {
      this.keepRest();
    }
    return null;
  }

  private give(events: Uint8Array): void {
    this.input = joined([this.input, events]);
  }

  // The events lie in the world's memory, whose buffer is replaced when it grows: after the turn they are
  // gone.
  private keepRest(): void {
    this.input = this.input.slice(this.inputTaken);
    this.inputTaken = 0;
  }

  // The camera's memory gets another buffer when it grows.
  private memory(): Uint8Array {
    if (this.view.buffer !== this.exports.memory.buffer)
      this.view = new Uint8Array(this.exports.memory.buffer);
    return this.view;
  }

  private cameraImports(): WebAssembly.ModuleImports {
    return {
      read: (data: number, size: number) => this.read(data, size),
      write: (data: number, size: number) => {
        this.output.push(this.memory().slice(data, data + size));
      },
      leave: () => {
        throw new CameraEnd(RESET);
      },
      abort: (text: number, size: number) => {
        throw new CameraEnd(new TextDecoder().decode(this.memory().slice(text, text + size)));
      },
      collect: () => {
        this.collecting = !this.stack.resumes();
        if (this.collecting) this.stack.suspend();
      },
      drive_size: () => this.drive.size,
      drive_read: (offset: number, data: number, size: number) =>
        this.fromWorld(this.drive, offset, data, size),
      drive_write: (offset: number, data: number, size: number) =>
        this.toWorld(this.drive, offset, data, size),
      rom_size: () => this.rom.size,
      rom_read: (offset: number, data: number, size: number) => this.fromWorld(this.rom, offset, data, size),
      rom_write: (offset: number, data: number, size: number) => this.toWorld(this.rom, offset, data, size),
    };
  }

  private read(data: number, size: number): number {
    const resumed = this.stack.resumes();
    const part = this.input.subarray(this.inputTaken, this.inputTaken + size);
    if (part.length === 0 && !resumed) {
      this.stack.suspend();
      return 0;
    }
    this.memory().set(part, data);
    this.inputTaken += part.length;
    return part.length;
  }

  private fromWorld(region: Region, offset: number, data: number, size: number): void {
    check(region, offset, size);
    const start = region.start + offset;
    this.memory().set(this.world.bytes().subarray(start, start + size), data);
  }

  private toWorld(region: Region, offset: number, data: number, size: number): void {
    check(region, offset, size);
    this.world.bytes().set(this.memory().subarray(data, data + size), region.start + offset);
  }
}

function check(region: Region, offset: number, size: number): void {
  // Numbers that an import receives are signed.
  if (offset < 0 || size < 0 || offset + size > region.size) {
    throw new CameraEnd(`reached beyond its flash: ${size} bytes at ${offset} of ${region.size}`);
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const [first, second] = parts.filter((part) => part.length > 0);
  if (first !== undefined && second === undefined) return first;
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

// The C library refers to these, though nothing opens a file.
function wasiImports(module: WebAssembly.Module): WebAssembly.ModuleImports {
  const imports: WebAssembly.ModuleImports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== 'wasi_snapshot_preview1') continue;
    imports[name] = () => {
      throw new CameraEnd(`called ${name}, which a camera does not have`);
    };
  }
  return imports;
}

function reasonOf(error: unknown): string {
  if (error instanceof CameraEnd) return error.reason;
  // Engines throw one of these two when a stack is too deep.
  if (error instanceof RangeError || (error instanceof Error && error.name === 'InternalError')) {
    return 'crashed: its stack overflowed';
  }
  if (error instanceof WebAssembly.RuntimeError) return `crashed: ${error.message}`;
  return `crashed: ${String(error)}`;
}
