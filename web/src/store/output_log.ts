const LIMIT = 256 << 10;

/** What a terminal or console printed, at most the last 256 kB of it, and who wants to hear more. */
export class OutputLog {
  private chunks: Uint8Array[] = [];
  private size = 0;
  /** Bytes that were ever printed. */
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

  /** Takes back what was printed after so many bytes. Who follows has to begin again. */
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

  /** Gives `listener` what is there and then everything new; the result ends that. */
  follow(listener: (bytes: Uint8Array) => void): () => void {
    for (const chunk of this.chunks) listener(chunk);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The end of what was printed, as text. */
  tail(length: number): string {
    let text = '';
    for (let at = this.chunks.length - 1; at >= 0 && text.length < length; at--)
      text = new TextDecoder().decode(this.chunks[at]) + text;
    return text.slice(-length);
  }
}
