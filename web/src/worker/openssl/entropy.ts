type Entropy = { getRandomValues(bytes: Uint8Array): Uint8Array };

/**
 * `seeded` gives random bytes that are the same for the same seed (16 hexadecimal digits): xoshiro128** by
 * Blackman and Vigna, whose state splitmix32 fills. Nothing made from them is secret.
 */
function seeded(seed: string): Entropy {
  const halves = [Number.parseInt(seed.slice(0, 8), 16), Number.parseInt(seed.slice(8), 16)];
  const mix = (value: number) => {
    let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));
  const [high = 0, low = 0] = halves;
  let a = mix(high + 0x9e3779b9);
  let b = mix(low + 0x3c6ef372);
  let c = mix(a ^ low);
  let d = mix(b ^ high) | 1; // never all zero
  const next = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  return {
    getRandomValues(bytes) {
      for (let i = 0; i < bytes.length; i++) bytes[i] = next() >>> 24;
      return bytes;
    },
  };
}

/**
 * `entropyOf` is a new source of randomness for one run of a command; with the same seed it gives the same
 * bytes again.
 */
export function entropyOf(seed: string | null): Entropy {
  return seed === null ? crypto : seeded(seed);
}

/**
 * `RecordedEntropy` is real randomness that can be repeated: a command whose prompt was answered runs again
 * from its start with the bytes that it had before.
 */
export class RecordedEntropy {
  private readonly had: number[] = [];

  constructor(private readonly source: Entropy) {}

  /** `again` gives the same bytes as before, and then new ones. */
  again(): Entropy {
    let position = 0;
    return {
      getRandomValues: (bytes) => {
        for (let i = 0; i < bytes.length; i++) {
          if (position === this.had.length) this.had.push(...this.source.getRandomValues(new Uint8Array(64)));
          bytes[i] = this.had[position++] ?? 0;
        }
        return bytes;
      },
    };
  }
}
