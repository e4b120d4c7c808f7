// A list is one stop of the Tab key; in it the arrow keys move the focus from row to row.

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The row to which a key moves from row `at` of so many; null: it moves nowhere. */
export function rowAfter(key: string, at: number, count: number): number | null {
  const step = STEPS[key];
  return step && count > 0 ? step(at, count) : null;
}

/** `arrowKeys` moves the focus among the elements of a list that match `rows`, for its keydown. */
export function arrowKeys(event: KeyboardEvent, rows: string): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const list = event.currentTarget as Element;
  const all = [...list.querySelectorAll<HTMLElement | SVGElement>(rows)];
  const at = all.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const to = rowAfter(event.key, at, all.length);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  all[to]?.focus();
}
