import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../protocol/types';
import { world } from '../store/world.svelte';
import NetworkMap from './network/NetworkMap.svelte';
import Ladder from './wire/Ladder.svelte';
import Verdict from './wire/Verdict.svelte';

// Page and window say the same of the same state. tests/desktop/same_words takes the window through a lesson, and writes what
// it knew and showed into a folder.

interface Shown {
  name: string;
  state: Snapshot;
  /** All that the window showed, by the areas where it stood. */
  words: Record<string, string[]>;
}

const folder = process.env.TLSCAM_SAME_STATE;
const moments: Shown[] = folder
  ? (JSON.parse(readFileSync(join(folder, 'moments.json'), 'utf8')) as Shown[])
  : [];

const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** The words that a part of the page shows: its text, piece by piece. */
function wordsOf<Props extends Record<string, unknown>>(part: Component<Props>, props: Props): string[] {
  const { body } = render(part as Component, { props });
  return [...body.replace(/<!--[\s\S]*?-->/g, '').matchAll(/>([^<]+)</g)]
    .map(([, text]) => plain(text ?? ''))
    .filter((text) => text.length > 1);
}

describe.skipIf(!folder)('page and window', () => {
  it.each(moments)('say the same: $name', ({ state, words }) => {
    world.snapshot = state;
    const said = (area: string): string => plain((words[area] ?? []).join('\n'));
    const wire = said('wire');
    const conversation = state.conversations.at(-1);
    if (conversation) {
      for (const text of wordsOf(Verdict, { conversation })) expect(wire).toContain(text);
      for (const text of wordsOf(Ladder, { conversation })) expect(wire).toContain(text);
    }
    for (const text of wordsOf(NetworkMap, {})) expect(said('network')).toContain(text);
    const lesson = said('lesson');
    const present = state.lesson?.steps.find((step) => step.state !== 'done');
    // Checks tell what happens: both hold them back until it was predicted.
    const isOpen = present?.predictions.some(({ chosen, happened }) => chosen < 0 && happened < 0) ?? false;
    if (!isOpen) for (const { label } of present?.checks ?? []) expect(lesson).toContain(plain(label));
  });

  it('were at several moments', () => {
    expect(moments.length).toBeGreaterThan(2);
    expect(moments.some(({ state }) => state.conversations.length > 0)).toBe(true);
  });
});
