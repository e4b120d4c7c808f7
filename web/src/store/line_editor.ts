// The terminal's own line editor: keys come in as what a terminal sends, what is to be drawn goes out as terminal text.

export interface LineEditorHost {
  draw(text: string): void;
  columns(): number;
  /** A whole command, perhaps of several lines. */
  submit(line: string): void;
  interrupt(): void;
  endOfInput(): void;
  complete(line: string, cursor: number): Promise<{ start: number; candidates: string[] }>;
  /** Is a quote open, so that another line has to come? */
  unfinished(line: string): Promise<boolean>;
}

const PROMPT = '$ ';
const MORE = '> ';
const DIM = '\x1b[90m';
const PLAIN = '\x1b[0m';
const HISTORY = 500;

/** What the candidates begin with, all of them. */
export function commonBeginning(words: string[]): string {
  let beginning = words[0] ?? '';
  for (const word of words) while (!word.startsWith(beginning)) beginning = beginning.slice(0, -1);
  return beginning;
}

/** Candidates below each other in columns, as a shell lists them. */
export function inColumns(words: string[], width: number): string {
  const column = Math.max(...words.map((word) => word.length)) + 2;
  const perRow = Math.max(1, Math.floor(width / column));
  const rows: string[] = [];
  for (let at = 0; at < words.length; at += perRow)
    rows.push(
      words
        .slice(at, at + perRow)
        .map((word) => word.padEnd(column))
        .join('')
        .trimEnd(),
    );
  return rows.join('\r\n');
}

export class LineEditor {
  private text = '';
  private cursor = 0; // in code points of `text`
  private before = ''; // the lines of an unfinished command
  private drawnRow = 0; // where the cursor stands below the prompt's row
  private historyAt: number;
  private draft = ''; // what was typed before going back in history
  private killed = '';
  private tabs = 0;
  private ahead = ''; // the rest of a paste whose first line runs
  private active = false;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: LineEditorHost,
    readonly history: string[] = [],
  ) {
    this.historyAt = history.length;
  }

  /** Shows a fresh prompt; keys count from now on. */
  begin(): void {
    this.active = true;
    this.drawnRow = 0;
    this.redraw();
    const ahead = this.ahead;
    this.ahead = '';
    if (ahead) void this.input(ahead);
  }

  /** Forgets the line and what was typed ahead, and shows a fresh prompt: another world has begun. */
  restart(): void {
    this.ahead = '';
    this.before = '';
    this.reset();
    this.begin();
  }

  /** Puts lines of earlier days before those of today. */
  remember(lines: string[]): void {
    this.history.unshift(...lines.slice(-HISTORY));
    this.historyAt = this.history.length;
  }

  get line(): string {
    return this.text;
  }

  /** Keys in the order in which they come; the promise ends when they have had their effect. */
  input(data: string): Promise<void> {
    this.queue = this.queue.then(() => this.take(data));
    return this.queue;
  }

  /** Draws again after the terminal's width has changed or something else was printed. */
  redraw(): void {
    const width = Math.max(this.host.columns(), 8);
    const prompt = this.before ? MORE : PROMPT;
    const position = prompt.length + [...this.text].slice(0, this.cursor).length;
    const end = prompt.length + [...this.text].length;
    const up = this.drawnRow ? `\x1b[${this.drawnRow}A` : '';
    const endRow = Math.floor(end / width);
    const row = Math.floor(position / width);
    // A line that fills its last row exactly leaves the cursor pending there; a space moves it on.
    const fill = end % width === 0 ? ' \r' : '';
    const back = endRow > row ? `\x1b[${endRow - row}A` : '';
    const column = position % width;
    this.host.draw(
      `\r${up}\x1b[J${DIM}${prompt}${PLAIN}${this.text}${fill}${back}\r${column ? `\x1b[${column}C` : ''}`,
    );
    this.drawnRow = row;
  }

  private async take(data: string): Promise<void> {
    const keys = keysOf(data);
    for (const [at, key] of keys.entries()) {
      if (!this.active) {
        this.ahead += keys.slice(at).join('');
        return;
      }
      if (key !== '\t') this.tabs = 0;
      await this.press(key);
    }
  }

  private async press(key: string): Promise<void> {
    switch (key) {
      case '\r':
      case '\n':
        return this.enter();
      case '\t':
        return this.tab();
      case '\x03':
        return this.cancel();
      case '\x04':
        return this.text ? this.edit(this.cursor, this.cursor + 1, '') : this.host.endOfInput();
      case '\x7f':
      case '\b':
        return this.edit(this.cursor - 1, this.cursor, '');
      case '\x1b[3~':
        return this.edit(this.cursor, this.cursor + 1, '');
      case '\x1b[D':
      case '\x02':
        return this.move(this.cursor - 1);
      case '\x1b[C':
      case '\x06':
        return this.move(this.cursor + 1);
      case '\x1b[H':
      case '\x1bOH':
      case '\x01':
        return this.move(0);
      case '\x1b[F':
      case '\x1bOF':
      case '\x05':
        return this.move(this.text.length);
      case '\x1bb':
      case '\x1b[1;5D':
        return this.move(this.wordBefore());
      case '\x1bf':
      case '\x1b[1;5C':
        return this.move(this.wordAfter());
      case '\x15':
        return this.kill(0, this.cursor);
      case '\x0b':
        return this.kill(this.cursor, this.text.length);
      case '\x17':
        return this.kill(this.wordBefore(), this.cursor);
      case '\x19':
        return this.edit(this.cursor, this.cursor, this.killed);
      case '\x0c':
        this.host.draw('\x1b[2J\x1b[H');
        this.drawnRow = 0;
        return this.redraw();
      case '\x1b[A':
      case '\x10':
        return this.recall(this.historyAt - 1);
      case '\x1b[B':
      case '\x0e':
        return this.recall(this.historyAt + 1);
      default:
        if (key >= ' ' && !key.startsWith('\x1b')) this.edit(this.cursor, this.cursor, key);
    }
  }

  private edit(from: number, to: number, put: string): void {
    const start = Math.max(from, 0);
    this.text = this.text.slice(0, start) + put + this.text.slice(Math.min(to, this.text.length));
    this.cursor = start + put.length;
    this.redraw();
  }

  private kill(from: number, to: number): void {
    this.killed = this.text.slice(from, to);
    this.edit(from, to, '');
  }

  private move(to: number): void {
    this.cursor = Math.min(Math.max(to, 0), this.text.length);
    this.redraw();
  }

  private wordBefore(): number {
    return /\S*\s*$/.exec(this.text.slice(0, this.cursor))?.index ?? 0;
  }

  private wordAfter(): number {
    return this.cursor + (/^\s*\S*/.exec(this.text.slice(this.cursor))?.[0].length ?? 0);
  }

  private recall(at: number): void {
    if (at < 0 || at > this.history.length) return;
    if (this.historyAt === this.history.length) this.draft = this.text;
    this.historyAt = at;
    this.text = this.history[at] ?? this.draft;
    this.cursor = this.text.length;
    this.redraw();
  }

  private async enter(): Promise<void> {
    const line = this.before + this.text;
    this.move(this.text.length);
    this.host.draw('\r\n');
    this.drawnRow = 0;
    if (line.trim() && (await this.host.unfinished(line))) {
      this.before = `${line}\n`;
      this.reset();
      return this.redraw();
    }
    this.before = '';
    this.reset();
    if (!line.trim()) return this.redraw();
    if (line !== this.history.at(-1) && !line.includes('\n')) this.history.push(line);
    if (this.history.length > HISTORY) this.history.shift();
    this.historyAt = this.history.length;
    this.active = false;
    this.host.submit(line);
  }

  private cancel(): void {
    this.host.draw('^C\r\n');
    this.before = '';
    this.reset();
    this.drawnRow = 0;
    this.host.interrupt();
    this.redraw();
  }

  private reset(): void {
    this.text = '';
    this.cursor = 0;
    this.draft = '';
    this.historyAt = this.history.length;
  }

  private async tab(): Promise<void> {
    this.tabs++;
    const { start, candidates } = await this.host.complete(this.text, this.cursor);
    if (candidates.length === 0) return;
    const typed = this.text.slice(start, this.cursor);
    const beginning = commonBeginning(candidates);
    const only = candidates.length === 1;
    const put = only && !beginning.endsWith('/') && !beginning.endsWith(' ') ? `${beginning} ` : beginning;
    if (put.length > typed.length) return this.edit(start, this.cursor, put);
    if (this.tabs < 2 || only) return;
    this.move(this.text.length);
    this.host.draw(`\r\n${inColumns(candidates, this.host.columns())}\r\n`);
    this.drawnRow = 0;
    this.redraw();
  }
}

// Takes terminal input apart: escape sequences as one key, a run of plain characters as one.
function keysOf(data: string): string[] {
  const keys =
    data.match(/\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[a-z]|\x1b|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? [];
  // A paste ends its lines with \r\n or \n; both are one Enter.
  return keys.filter((key, at) => !(key === '\n' && keys[at - 1] === '\r'));
}
