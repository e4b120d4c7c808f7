import type { ModuleFileSystem, Stream, StreamOperations } from './module';
import type { InputReader } from './typed_input';

/** A program that asks for a line that has not been typed yet gets `NeedsInput` thrown through it. */
export class NeedsInput extends Error {}

export interface DeviceOptions {
  input: InputReader;
  output(stream: 1 | 2, bytes: Uint8Array): void;
  /** Standard input is a terminal. */
  interactive: boolean;
  /** Standard output is a terminal. */
  terminal: boolean;
  /**
   * `isCommitted` tells whether the program cannot be run again from its start, because it has communicated
   * with others.
   */
  isCommitted(): boolean;
}

/**
 * `connectDevices` connects an instance's standard streams, /dev/stdin and the like, and its terminal
 * /dev/tty.
 */
export function connectDevices(fs: ModuleFileSystem, options: DeviceOptions): void {
  const { input, interactive } = options;

  function device(stream: 1 | 2): StreamOperations {
    return {
      read(_stream, buffer, offset, length) {
        if (length === 0) return 0;
        if (!input.isReady()) {
          if (!options.isCommitted()) throw new NeedsInput();
          return 0;
        }
        const bytes = input.read(length);
        buffer.set(bytes, offset);
        return bytes.length;
      },
      write(_stream, buffer, offset, length) {
        // This copy stays valid when the memory moves.
        const bytes = new Uint8Array(length);
        bytes.set(buffer.subarray(offset, offset + length));
        if (length > 0) options.output(stream, bytes);
        return length;
      },
    };
  }

  const numbers = { 1: fs.makedev(5, 0), 2: fs.makedev(6, 0) };
  fs.registerDevice(numbers[1], device(1));
  fs.registerDevice(numbers[2], device(2));
  for (const name of ['stdin', 'stdout', 'stderr', 'tty', 'tty1']) fs.unlink(`/dev/${name}`);
  fs.mkdev('/dev/stdin', 0o666, numbers[1]);
  fs.mkdev('/dev/stdout', 0o666, numbers[1]);
  fs.mkdev('/dev/stderr', 0o666, numbers[2]);
  // Without a terminal openssl asks on its standard input, as it does natively.
  if (interactive) {
    fs.mkdev('/dev/tty', 0o666, numbers[1]);
    fs.registerDevice(numbers[1], { ...device(1), open: (stream) => markTerminal(stream, input) });
  }

  fs.streams.slice(0, 3).forEach((stream, descriptor) => {
    if (!stream) return;
    stream.stream_ops = device(descriptor === 2 ? 2 : 1);
    delete stream.tty;
    if (descriptor === 0) stream.isReady = () => input.isReady();
    if (descriptor === 0 ? interactive : options.terminal) stream.tty = {};
  });
}

function markTerminal(stream: Stream, input: InputReader): void {
  stream.tty = {};
  stream.isReady = () => input.isReady();
}
