// The part of the Web Serial API (WICG) that is used here; TypeScript's own library does not have it.

export interface WebSerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
  setSignals?(signals: { dataTerminalReady?: boolean }): Promise<void>;
}

export interface WebSerial extends EventTarget {
  getPorts(): Promise<WebSerialPort[]>;
  requestPort(options?: { filters: { usbVendorId: number }[] }): Promise<WebSerialPort>;
}

/** The browser's serial ports; undefined where it has none. */
export const webSerial = (): WebSerial | undefined =>
  typeof navigator === 'undefined' ? undefined : (navigator as { serial?: WebSerial }).serial;

/** An OpenMV Cam takes other rates for those of its IDE or its bootloader, and its REPL falls silent. */
const REPL_RATE = 115_200;

/** `SerialPipe` is an open port: bytes go in and out until it is closed, or lost. */
export class SerialPipe {
  private reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  private writing: Promise<unknown> = Promise.resolve();
  private closing = false;

  private constructor(
    readonly port: WebSerialPort,
    private readonly onBytes: (bytes: Uint8Array) => void,
    private readonly onLost: (why: string) => void,
  ) {}

  /** Fails when another program has the port, or this user may not use it. */
  static async open(
    port: WebSerialPort,
    onBytes: (bytes: Uint8Array) => void,
    onLost: (why: string) => void,
  ): Promise<SerialPipe> {
    await port.open({ baudRate: REPL_RATE, bufferSize: 4096 });
    // Without DTR a camera keeps back what it prints. The line of an emulated board has no such signal.
    await port.setSignals?.({ dataTerminalReady: true }).catch(() => undefined);
    const pipe = new SerialPipe(port, onBytes, onLost);
    void pipe.read();
    return pipe;
  }

  /** Sends bytes after those that were sent before. */
  write(bytes: Uint8Array): void {
    this.writing = this.writing.then(async () => {
      const writer = this.port.writable?.getWriter();
      // The reader meets the same trouble, and reports it.
      await writer?.write(bytes).catch(() => undefined);
      writer?.releaseLock();
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.writing;
    await this.reader?.cancel().catch(() => undefined);
    await this.port.close().catch(() => undefined);
  }

  private async read(): Promise<void> {
    let why = '';
    while (this.port.readable && !this.closing) {
      this.reader = this.port.readable.getReader();
      try {
        for (let part = await this.reader.read(); !part.done; part = await this.reader.read())
          this.onBytes(part.value);
      } catch (error) {
        // A framing error or a full buffer leaves a new stream; a lost device leaves none.
        why = error instanceof Error ? error.message : String(error);
      } finally {
        this.reader.releaseLock();
        this.reader = null;
      }
    }
    if (this.closing) return;
    await this.port.close().catch(() => undefined);
    this.onLost(why);
  }
}
