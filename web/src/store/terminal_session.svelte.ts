import { textToBase64 } from './bytes';
import { LineEditor } from './line_editor';
import { load, save } from './storage';
import { world } from './world.svelte';

const encoder = new TextEncoder();
const KEY_PAUSE = 14; // ms between keys of a command that types itself

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** These convert byte offsets, as the world counts, to and from places in a text. */
const bytesBefore = (text: string, at: number): number => encoder.encode(text.slice(0, at)).length;
const textBefore = (text: string, bytes: number): number =>
  new TextDecoder().decode(encoder.encode(text).subarray(0, bytes)).length;

/**
 * `TerminalSession` is the workstation's terminal: a line is edited here, then runs in the world, which then
 * gets typed input.
 */
class TerminalSession {
  columns = 80; // width of the screen that shows it
  private readonly editor: LineEditor;
  private running = false;
  private begun = false;

  constructor() {
    this.editor = new LineEditor({
      draw: (text) => this.print(text),
      columns: () => this.columns,
      submit: (line) => void this.run(line),
      interrupt: () => undefined,
      endOfInput: () => undefined,
      complete: async (line, cursor) => {
        const empty = { start: cursor, candidates: [] as string[] };
        const asked = world.send('complete', { line, cursor: bytesBefore(line, cursor) });
        const { start, candidates } = await asked.catch(() => empty);
        return { start: textBefore(line, start), candidates };
      },
      unfinished: (line) => world.send('unfinished', { line }).catch(() => false),
    });
  }

  /** Call `begin` when a world has been opened. */
  async begin(): Promise<void> {
    this.running = false;
    if (!this.begun) {
      this.begun = true;
      const kept = await load<string[]>('history').catch(() => undefined);
      if (kept) this.editor.remember(kept);
    }
    this.editor.restart();
  }

  /**
   * Call `resume` when the world has gone back in time: a command that had ended may be running again, or
   * vice versa.
   */
  async resume(): Promise<void> {
    if (!world.snapshot?.terminal.running) return this.begin();
    this.running = true;
    await this.untilEnd(world.generation);
  }

  input(data: string): Promise<void> {
    if (!this.running) return this.editor.input(data);
    world.tell('shell_input', { bytes: textToBase64(data) });
    return Promise.resolve();
  }

  redraw(): void {
    if (this.begun && !this.running) this.editor.redraw();
  }

  /** `type` types a command as a person would, and runs it. It returns when the command has ended. */
  async type(line: string): Promise<void> {
    await this.ended();
    await this.editor.input('\x05\x15');
    if (still()) await this.editor.input(line);
    else
      for (const key of line) {
        await this.editor.input(key);
        await pause(KEY_PAUSE);
      }
    await this.editor.input('\r');
    await this.ended();
  }

  private async run(line: string): Promise<void> {
    this.running = true;
    const { generation } = world;
    save('history', this.editor.history).catch(() => undefined);
    try {
      await world.send('shell', { line });
      // Only a snapshot from after the reply includes this command; a busy world takes its time for the next
      // one.
      const before = world.snapshot;
      while (world.snapshot === before && this.isThere(generation)) await world.nextUpdate(1000);
    } catch (error) {
      this.print(`\x1b[31m${(error as Error).message}\x1b[0m\r\n`);
    }
    await this.untilEnd(generation);
  }

  private async untilEnd(generation: number): Promise<void> {
    while (world.snapshot?.terminal.running && this.isThere(generation)) await world.nextUpdate(1000);
    if (generation !== world.generation) return;
    this.running = false;
    if (world.phase === 'running') this.editor.begin();
  }

  private isThere(generation: number): boolean {
    return world.phase === 'running' && generation === world.generation;
  }

  private async ended(): Promise<void> {
    while (this.running && world.phase === 'running') await pause(30);
  }

  private print(text: string): void {
    world.terminal.append(encoder.encode(text));
  }
}

export const terminalSession = new TerminalSession();
