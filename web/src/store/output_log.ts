const LIMIT = 256 << 10;

/**
 * `OutputLog` holds the output of a terminal or console, at most the last 256 kB of it, and its listeners.
 */
export class OutputLog {
  private chunks: Uint8Array[] = [];
  private size = 0;
  /** `total` counts all bytes that were ever printed. */
  total = 0;
  private readonly listeners = new Set<(bytes: Uint8Array) => void>();

  append(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.size += bytes.length;
    this.total += bytes.length;
    while (this.size > LIMIT && this.chunks.length > 1) this.size -= this.chunks.shift()?.length ?? 0;
    for (const listener of this.listeners) listener(bytes);
  }

  clear(): void {
    this.chunks = [];
    this.size = 0;
    this.total = 0;
  }

  /** `cutTo` removes the output after this many bytes. Followers have to begin again. */
  cutTo(total: number): void {
    let over = this.total - total;
    while (over > 0) {
      const last = this.chunks.pop();
      if (!last) break;
      if (last.length > over) this.chunks.push(last.subarray(0, last.length - over));
      this.size -= Math.min(over, last.length);
      over -= last.length;
    }
    this.total = Math.min(this.total, total);
  }

  /** `follow` gives `listener` the present output and then everything new; the result ends that. */
  follow(listener: (bytes: Uint8Array) => void): () => void {
    for (const chunk of this.chunks) listener(chunk);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** `tail` is the end of the output, as text. */
  tail(length: number): string {
    let text = '';
    for (let at = this.chunks.length - 1; at >= 0 && text.length < length; at--)
      text = new TextDecoder().decode(this.chunks[at]) + text;
    return text.slice(-length);
  }
}
