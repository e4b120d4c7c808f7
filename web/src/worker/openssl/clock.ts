/** `virtualDate` makes the class `Date` for a program; `now` gives its present in milliseconds since 1970. */
export function virtualDate(now: () => number): unknown {
  return class VirtualDate extends Date {
    // A constructor of Date takes either no parameters or those of the real one.
    constructor(...parts: number[]) {
      if (parts.length === 0) super(now());
      else super(...(parts as [number]));
    }

    static override now(): number {
      return Math.floor(now());
    }
  };
}
