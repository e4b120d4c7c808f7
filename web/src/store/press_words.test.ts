import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { courseFiles } from '../../tools/course';
import { pressWords } from './press_words';

describe('the words of a press', () => {
  const samples = JSON.parse(
    readFileSync(new URL('../../../tests/unit/lesson/presses.json', import.meta.url), 'utf8'),
  ) as [string, string][];

  it.each(samples)('%s', (line, label) => {
    expect(pressWords(line).label).toBe(label);
  });

  it('know every line of the course', () => {
    const texts = [...courseFiles()].filter(([path]) => path.endsWith('/lesson.md'));
    const lines = texts.flatMap(([, text]) =>
      [...text.toString('utf8').matchAll(/^```press.*\n([\s\S]*?)^```/gm)].flatMap((block) =>
        (block[1] ?? '').split('\n').filter(Boolean),
      ),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(pressWords(line).label, line).not.toBe(line);
  });
});
