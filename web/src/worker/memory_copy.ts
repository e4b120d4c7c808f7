const PAGE = 64 << 10;

const NOTHING = new Int32Array(PAGE / 4);

/**
 * `MemoryCopy` is the content of a memory at some time. Pages equal to those of the copy before are stored
 * once.
 */
export class MemoryCopy {
  private constructor(private readonly pages: readonly Int32Array[]) {}

  /** `sizeOf` counts the bytes that all these copies hold together. */
  static sizeOf(copies: Iterable<MemoryCopy>): number {
    const held = new Set<Int32Array>();
    for (const { pages } of copies) for (const page of pages) held.add(page);
    return held.size * PAGE;
  }

  /** `of` copies `memory`, whose size is a multiple of 64 kB, like every WebAssembly memory. */
  static of(memory: ArrayBuffer, before?: MemoryCopy): MemoryCopy {
    const pages: Int32Array[] = [];
    for (let start = 0; start < memory.byteLength; start += PAGE) {
      const now = new Int32Array(memory, start, PAGE / 4);
      const then = before?.pages[pages.length] ?? NOTHING;
      pages.push(same(now, then) ? then : now.slice());
    }
    return new MemoryCopy(pages);
  }

  /**
   * `restore` puts it back. If the memory has grown, the part after the copy becomes 0, as it was before it
   * was used.
   */
  restore(memory: ArrayBuffer): void {
    const whole = new Int32Array(memory);
    for (const [at, page] of this.pages.entries()) whole.set(page, (at * PAGE) / 4);
    whole.fill(0, (this.pages.length * PAGE) / 4);
  }
}

function same(one: Int32Array, other: Int32Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
