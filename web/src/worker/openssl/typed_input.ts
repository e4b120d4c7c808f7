/** `TypedInput` is the standard input of a command: lines that were typed, or all bytes of a file. */
export class TypedInput {
  private readonly parts: Uint8Array[] = [];
  private ended = false;

  push(bytes: Uint8Array): void {
    // A terminal gives one line per read.
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] !== 0x0a) continue;
      this.parts.push(bytes.slice(start, i + 1));
      start = i + 1;
    }
    if (start < bytes.length) this.parts.push(bytes.slice(start));
  }

  end(): void {
    this.ended = true;
  }

  /** `reader` reads it from its start, once for each run of the command. */
  reader(): InputReader {
    return new InputReader(this.parts, () => this.ended);
  }
}

export class InputReader {
  private part = 0;
  private offset = 0;

  constructor(
    private readonly parts: Uint8Array[],
    private readonly hasEnded: () => boolean,
  ) {}

  /** `isReady` tells whether there is something to read, or the end. */
  isReady(): boolean {
    return this.part < this.parts.length || this.hasEnded();
  }

  /** `read` returns up to `limit` bytes of one line, and none at the end. */
  read(limit: number): Uint8Array {
    const part = this.parts[this.part];
    if (part === undefined) return new Uint8Array(0);
    const bytes = part.subarray(this.offset, this.offset + limit);
    this.offset += bytes.length;
    if (this.offset === part.length) {
      this.part += 1;
      this.offset = 0;
    }
    return bytes;
  }
}
