// A list of which only what is seen is drawn, however many rows it has.

/** Higher elements are cut off by browsers: Firefox at 17.9 million pixels, Chromium at 33.5. */
export const TALLEST = 8_000_000;

export interface Rows {
  /** How high the element is in which the rows stand. */
  height: number;
  /** The rows to be drawn: from the first on, so many. */
  first: number;
  count: number;
  /** Where the first of them stands. */
  top: number;
}

/**
 * `rowsInView` chooses the rows for a scroll position. A list that would be too high is scrolled in larger steps: what is in
 * sight stands where the scroll bar says, and the rows around it next to it.
 */
export function rowsInView(
  rows: number,
  rowHeight: number,
  scroll: number,
  view: number,
  spare: number,
): Rows {
  const whole = rows * rowHeight;
  const height = Math.min(whole, TALLEST);
  const visible = Math.ceil(view / rowHeight) + 1;
  const at =
    whole === height
      ? scroll / rowHeight
      : share(scroll, height - view) * Math.max(0, rows - view / rowHeight);
  const first = Math.max(0, Math.floor(at) - spare);
  const count = Math.max(0, Math.min(rows - first, visible + 2 * spare));
  return { height, first, count, top: scroll - (at - first) * rowHeight };
}

/** The scroll position at which a row stands a third of the view below its top. */
export function scrollTo(row: number, rows: number, rowHeight: number, view: number): number {
  const wanted = Math.max(0, row * rowHeight - view / 3);
  const whole = rows * rowHeight;
  if (whole <= TALLEST) return wanted;
  return share(wanted, whole - view) * (TALLEST - view);
}

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
