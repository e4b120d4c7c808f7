import { expect, it } from 'vitest';
import { lessonText } from './lesson_text';

const SOURCE = `---
id: meet-the-camera
title: Meet the camera
minutes: 6
needs: []
teaches: [REPL, clock]
---
A *camera* that runs MicroPython.

## Switch it on

Press Power.

\`\`\`press hidden
power on openmv
\`\`\`

\`\`\`check
{"camera": "openmv", "is": "running"}
---
Not yet.
\`\`\`

\`\`\`python
## not a heading
\`\`\`

## Say hello {#hello}

\`\`\`console openmv
print("hello")
\`\`\`

\`\`\`hint
Type it.
---
RFC 1.
\`\`\`

## What you can do now

Talk to a camera.

## Card

### What it was

A *camera*.

### How to

\`\`\`sh
### mpremote
\`\`\`

### Why it failed

No power.
`;

it('takes a lesson apart into what is read and what is done', () => {
  const lesson = lessonText('10-meet', SOURCE);
  expect(lesson).toMatchObject({
    id: 'meet-the-camera',
    title: 'Meet the camera',
    minutes: 6,
    needs: [],
    teaches: ['REPL', 'clock'],
  });
  expect(lesson.said).toEqual({
    'Not yet.': '<p>Not yet.</p>\n',
    'Type it.': '<p>Type it.</p>\n',
    'RFC 1.': '<p>RFC 1.</p>\n',
  });
  expect(lesson.card).toEqual({
    what: '<p>A <em>camera</em>.</p>\n',
    how: '<pre><code class="language-sh">### mpremote\n</code></pre>\n',
    why: '<p>No power.</p>\n',
  });
  expect(lesson.intro).toEqual([
    {
      kind: 'text',
      camera: '',
      file: '',
      text: '<p>A <em>camera</em> that runs MicroPython.</p>\n',
      outcomes: [],
      hidden: false,
    },
  ]);
  expect(lesson.steps.map(({ id, title }) => [id, title])).toEqual([
    ['switch-it-on', 'Switch it on'],
    ['hello', 'Say hello'],
  ]);
  expect(lesson.steps[0]?.blocks.map(({ kind, hidden }) => [kind, hidden])).toEqual([
    ['text', false],
    ['press', true],
    ['text', false],
  ]);
  expect(lesson.steps[0]?.blocks[2]?.text).toContain('## not a heading');
  expect(lesson.steps[1]?.blocks).toMatchObject([
    { kind: 'console', camera: 'openmv', text: 'print("hello")' },
  ]);
  expect(lesson.closing).toBe('<p>Talk to a camera.</p>\n');
});

it('reads a question and its outcomes', () => {
  const source = SOURCE.replace(
    '## Say hello {#hello}\n',
    '## Say hello {#hello}\n\n```predict\n[{"text": "It `answers`.", "when": {}}, {"text": "Nothing.", "when": {}}]\n---\nWhat *then*?\n```\n',
  );
  expect(lessonText('10-meet', source).steps[1]?.blocks[0]).toEqual({
    kind: 'predict',
    camera: '',
    file: '',
    text: '<p>What <em>then</em>?</p>\n',
    outcomes: ['It <code>answers</code>.', 'Nothing.'],
    hidden: false,
  });
});
