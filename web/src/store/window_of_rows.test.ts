import { expect, it } from 'vitest';
import { rowsInView, scrollTo, TALLEST } from './window_of_rows';

const ROW = 24;
const VIEW = 300;

/** Where a row of a list of so many stands in the window, if it is scrolled to it. */
function placeOf(row: number, rows: number): number {
  const scroll = scrollTo(row, rows, ROW, VIEW);
  const { first, count, top } = rowsInView(rows, ROW, scroll, VIEW, 6);
  expect(row).toBeGreaterThanOrEqual(first);
  expect(row).toBeLessThan(first + count);
  return top + (row - first) * ROW - scroll;
}

it('stays below the height that browsers can show, and reaches every row', () => {
  for (const rows of [0, 1, 12, 1000, 333_333, 333_334, 3_000_000, 40_000_000]) {
    expect(rowsInView(rows, ROW, 0, VIEW, 6).height).toBeLessThanOrEqual(TALLEST);
    for (const row of [0, 1, Math.floor(rows / 2), rows - 2, rows - 1].filter((at) => at >= 0 && at < rows)) {
      const place = placeOf(row, rows);
      expect(place).toBeGreaterThanOrEqual(-0.01);
      expect(place).toBeLessThanOrEqual(VIEW);
    }
  }
});

it('draws little, and the last rows at the end of the scroll bar', () => {
  for (const rows of [1000, 3_000_000]) {
    const end = Math.min(rows * ROW, TALLEST) - VIEW;
    const { first, count, top } = rowsInView(rows, ROW, end, VIEW, 6);
    expect(first + count).toBe(rows);
    expect(count).toBeLessThan(40);
    expect(Math.abs(top + count * ROW - (end + VIEW))).toBeLessThan(1);
  }
});
