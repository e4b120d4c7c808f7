import { marked } from 'marked';
import { saidKey } from '../src/store/said_key';
import { explainWords } from './glossary';

// Takes a lesson.md apart for reading: what stands in sim/lesson/README.md about its outer form. Checks, notes and
// hints are the engine's and left out; whether a lesson is right is for the engine to say, so this only reads.

export interface TextBlock {
  kind: 'text' | 'workstation' | 'console' | 'script' | 'edit' | 'press' | 'output' | 'predict';
  camera: string;
  file: string;
  text: string; // HTML for kinds text and predict
  outcomes: string[]; // HTML, of kind predict
  hidden: boolean;
}

export interface TextStep {
  id: string;
  title: string;
  blocks: TextBlock[];
}

/** A lesson in the list of the course. */
export interface LessonEntry {
  id: string;
  title: string;
  minutes: number;
  teaches: string[];
  /** Its language, where that is another one than the page's. */
  language?: string;
}

/** The card of a lesson; its parts are HTML. */
export interface LessonCard {
  what: string;
  how: string;
  why: string;
}

/** A card with what it is found by. */
export interface CardEntry {
  id: string;
  title: string;
  teaches: string[];
  text: string; // plain
  card: LessonCard;
}

export interface LessonText extends LessonEntry {
  folder: string;
  needs: string[];
  intro: TextBlock[];
  steps: TextStep[];
  closing: string; // HTML
  card: LessonCard | null;
  /** HTML of the notes and hints that the engine may say, by saidKey() of their Markdown. */
  said: Record<string, string>;
}

const KINDS = ['workstation', 'console', 'script', 'edit', 'press', 'output'] as const;
const SPECIAL = [...KINDS, 'predict', 'check', 'note', 'hint'];
const CLOSING = 'What you can do now';
const CARD = 'Card';
const CARD_PARTS = { what: 'What it was', how: 'How to', why: 'Why it failed' };

type Html = (markdown: string) => string;
const inline: Html = (markdown) => marked.parseInline(markdown, { async: false });
const list = (text: string | undefined): string[] =>
  (text ?? '')
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

interface Piece {
  info: string[];
  text: string;
}

function pieces(lines: string[]): Piece[] {
  const found: Piece[] = [];
  let markdown: string[] = [];
  const flush = (): void => {
    if (markdown.join('').trim()) found.push({ info: [], text: markdown.join('\n') });
    markdown = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = /^(`{3,})([^`]*)$/.exec(line);
    if (!fence) {
      markdown.push(line);
      continue;
    }
    const mark = fence[1] ?? '```';
    const info = (fence[2] ?? '').trim().split(/\s+/).filter(Boolean);
    const end = lines.findIndex((other, index) => index > at && other.trim() === mark);
    const stop = end < 0 ? lines.length : end;
    if (SPECIAL.includes(info[0] ?? '')) {
      flush();
      found.push({ info, text: lines.slice(at + 1, stop).join('\n') });
    } else {
      markdown.push(...lines.slice(at, stop + 1));
    }
    at = stop;
  }
  flush();
  return found;
}

/** Outcomes as JSON, a line ---, the question. The engine has refused what is not so. */
function prediction({ text }: Piece, html: Html): TextBlock {
  const [outcomes = '[]', question = ''] = text.split('\n---\n');
  const said = (JSON.parse(outcomes) as { text: string }[]).map((one) => inline(one.text));
  return { kind: 'predict', camera: '', file: '', text: html(question), outcomes: said, hidden: false };
}

function block(piece: Piece, html: Html): TextBlock | null {
  const words = [...piece.info];
  if (words.length === 0)
    return { kind: 'text', camera: '', file: '', text: html(piece.text), outcomes: [], hidden: false };
  if (words[0] === 'predict') return prediction(piece, html);
  const kind = KINDS.find((known) => known === words[0]);
  if (!kind) return null;
  const hidden = words.length > 1 && words.at(-1) === 'hidden';
  if (hidden) words.pop();
  const camera = kind === 'console' || kind === 'script' ? (words[1] ?? '') : '';
  const file = kind === 'script' || kind === 'edit' ? (words.at(-1) ?? '') : '';
  const text = kind === 'edit' && piece.text ? `${piece.text}\n` : piece.text;
  return { kind, camera, file, text, outcomes: [], hidden };
}

const blocks = (found: Piece[], html: Html): TextBlock[] =>
  found.map((piece) => block(piece, html)).filter((made) => made !== null);

/** The engine's words of a piece: both parts of a hint, of a note or check what stands below its condition. */
function spoken({ info, text }: Piece): string[] {
  const [above = '', below = ''] = text.split(/\n---\n([\s\S]*)$/);
  if (info[0] === 'hint') return [above, below];
  return info[0] === 'note' || info[0] === 'check' ? [below] : [];
}

function saidIn(found: Piece[]): Record<string, string> {
  const said = found.flatMap(spoken).filter(Boolean);
  return Object.fromEntries(said.map((text) => [saidKey(text), marked.parse(text, { async: false })]));
}

/** A heading and its id: "Set the clock {#clock}", or without an id of its own one that is made of the title. */
function heading(text: string): { id: string; title: string } {
  const [, title = text, own] = /^(.*?)\s*(?:\{#([a-z0-9-]+)\})?$/.exec(text) ?? [];
  const made = title
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { id: own ?? made, title };
}

function card(lines: string[]): LessonCard {
  const parts: Record<string, string[]> = {};
  let part: string[] = [];
  let fenced = false;
  for (const line of lines) {
    if (line.startsWith('```')) fenced = !fenced;
    if (!fenced && line.startsWith('### ')) {
      part = [];
      parts[line.slice(4)] = part;
    } else part.push(line);
  }
  const html = (title: string): string => marked.parse((parts[title] ?? []).join('\n'), { async: false });
  return { what: html(CARD_PARTS.what), how: html(CARD_PARTS.how), why: html(CARD_PARTS.why) };
}

/** Reads one lesson; `folder` is its name ("01-meet-the-camera"), `language` that of its text. */
export function lessonText(folder: string, source: string, language = 'en'): LessonText {
  const explained = new Set<string>();
  const html: Html = (markdown) =>
    explainWords(marked.parse(markdown, { async: false }), explained, language);
  const lines = source.split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  const front = new Map<string, string>();
  for (const line of lines.slice(1, end)) {
    const colon = line.indexOf(':');
    if (colon > 0) front.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }

  const sections: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  let fence = '';
  for (const line of lines.slice(end + 1)) {
    const mark = /^`{3,}/.exec(line)?.[0] ?? '';
    if (mark && !fence) fence = mark;
    else if (mark && line.trim() === fence) fence = '';
    if (!fence && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] });
    else sections.at(-1)?.lines.push(line);
  }

  const [intro, ...steps] = sections;
  const closing = steps.find((section) => section.title === CLOSING);
  const kept = steps.find((section) => section.title === CARD);
  const found = steps
    .filter(({ title }) => title !== CLOSING && title !== CARD)
    .map(({ title, lines }) => ({ ...heading(title), pieces: pieces(lines) }));
  return {
    folder,
    id: front.get('id') ?? folder,
    title: front.get('title') ?? folder,
    minutes: Number(front.get('minutes') ?? 0),
    needs: list(front.get('needs')),
    teaches: list(front.get('teaches')),
    intro: blocks(pieces(intro?.lines ?? []), html),
    steps: found.map(({ id, title, pieces }) => ({ id, title, blocks: blocks(pieces, html) })),
    said: saidIn(found.flatMap((section) => section.pieces)),
    closing: closing ? html(closing.lines.join('\n')) : '',
    card: kept ? card(kept.lines) : null,
  };
}
