/** A line of two texts that are compared: in both, only in the first, or only in the second. */
export interface DiffLine {
  kind: 'same' | 'less' | 'more';
  text: string;
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** `longest[i][j]` is the length of the longest common part of a from line i and b from line j on. */
function commonLengths(a: string[], b: string[]): number[][] {
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = longest[i] as number[];
      const next = longest[i + 1] as number[];
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  return longest;
}

/**
 * `lineDiff` compares two texts line by line: what has to go from the first, and what comes, to make the second. The cost is
 * the product of their lengths, which is little for a lesson's scripts.
 */
export function lineDiff(first: string, second: string): DiffLine[] {
  const [a, b] = [linesOf(first), linesOf(second)];
  const longest = commonLengths(a, b);
  const diff: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      diff.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && (longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)))
      diff.push({ kind: 'less', text: a[i++] ?? '' });
    else diff.push({ kind: 'more', text: b[j++] ?? '' });
  }
  return diff;
}
