import { textToBase64 } from './bytes';
import { load, save } from './storage';
import { world } from './world.svelte';

/** The workstation's terminal: keys go to the world, which edits the line and draws it, or gives them to a command. */
class TerminalSession {
  private columns = 80; // of the screen that shows it
  private history: string[] | null = null; // as the world had it last; null: not loaded yet
  private entered = 0; // commands in this world, as far as the history has them

  /** To be called when a world has been opened. */
  async begin(): Promise<void> {
    this.entered = 0;
    this.history ??= (await load<string[]>('history').catch(() => undefined)) ?? [];
    this.resume();
  }

  /** To be called when the world has gone back in time: its terminal is as it was then. */
  resume(): void {
    if (world.phase !== 'running') return;
    world.tell('set_terminal_history', { lines: this.history ?? [] });
    this.resize(this.columns);
  }

  input(data: string): void {
    if (world.phase === 'running') world.tell('terminal_keys', { bytes: textToBase64(data) });
  }

  resize(columns: number): void {
    this.columns = columns;
    // xterm.js leaves the rows of the cursor's line as they were.
    if (world.phase === 'running') world.tell('terminal_size', { columns, reflows: false });
  }

  /** Keeps the history in the browser when more commands have been entered. */
  async keepHistory(entered: number): Promise<void> {
    const more = entered > this.entered;
    this.entered = entered;
    if (!more) return;
    const lines = await world.attempt(world.send('terminal_history', {}));
    if (!lines) return;
    this.history = lines;
    save('history', lines).catch(() => undefined);
  }
}

export const terminalSession = new TerminalSession();
