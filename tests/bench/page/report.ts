import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from './places';

type Cell = string | number;
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** `Report` collects everything that was measured, for build/bench/page.json. */
export class Report {
  private readonly results: Record<string, Json> = {};
  private readonly missed: string[] = [];

  constructor(private readonly file: string) {}

  title(text: string): void {
    console.log(`\n${text}`);
  }

  /** `table` prints a table with the first column aligned left and the others right. */
  table(head: string[], rows: Cell[][]): void {
    const lines = [head, ...rows.map((row) => row.map(String))];
    const widths = head.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
    for (const line of lines)
      console.log(
        line
          .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
          .join('  ')
          .trimEnd(),
      );
  }

  /**
   * `keep` stores a result and writes the file again, so that an interrupted run has everything measured
   * before.
   */
  keep(name: string, result: Json): void {
    this.results[name] = result;
    mkdirSync(places.results, { recursive: true });
    writeFileSync(join(places.results, this.file), `${JSON.stringify(this.results, null, 2)}\n`);
  }

  /** `budget` says whether a budget is met, and keeps missed ones for the end. */
  budget(what: string, met: boolean, words: string): string {
    if (!met) this.missed.push(`${what}: ${words}`);
    return `budget ${met ? 'met' : 'NOT met'}: ${words}`;
  }

  end(): void {
    console.log(
      `\n${this.missed.length === 0 ? 'All budgets that were looked at are met.' : 'Budgets not met:'}`,
    );
    for (const line of this.missed) console.log(`  ${line}`);
    this.keep('budgets_not_met', this.missed);
    console.log(`Also in ${join(places.results, this.file)}`);
  }
}
