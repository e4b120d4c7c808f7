import type { OutputLog } from './output_log';

const KEPT = 5000;

interface Mark {
  at: number;
  totals: ReadonlyMap<string, number>;
}

/** How much had been printed at which virtual time, for a world that goes back. */
export class PrintedMarks {
  private marks: Mark[] = [];

  clear(): void {
    this.marks = [];
  }

  /** The logs, by whose they are, have taken up what was printed until `at`. */
  note(at: number, logs: Iterable<readonly [string, OutputLog]>): void {
    const totals = new Map([...logs].map(([name, log]) => [name, log.total] as const));
    this.marks.push({ at, totals });
    if (this.marks.length > 2 * KEPT) this.marks = this.marks.slice(-KEPT);
  }

  /** Forgets the marks after `at`, and gives the last one that is left. */
  cutTo(at: number): Mark {
    this.marks = this.marks.filter((mark) => mark.at <= at);
    return this.marks.at(-1) ?? { at: Number.NEGATIVE_INFINITY, totals: new Map() };
  }
}
