/** The class `Date` for a program: what it takes for now is given in milliseconds since 1970. */
export function virtualDate(now: () => number): unknown {
  return class VirtualDate extends Date {
    // The parameters of a constructor of Date are either none or what the real one takes.
    constructor(...parts: number[]) {
      if (parts.length === 0) super(now());
      else super(...(parts as [number]));
    }

    static override now(): number {
      return Math.floor(now());
    }
  };
}
