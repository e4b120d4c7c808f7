import type { Terminal } from '@xterm/xterm';

/**
 * Keeps a terminal at the end of what is printed until the reader scrolls up. xterm.js means to do so itself, but takes
 * scroll events that come late, or from a change of its size, for the reader's, and then stays where it is.
 */
export class OutputFollower {
  private follows = true;
  private readonly ended = new AbortController();

  constructor(
    private readonly terminal: Terminal,
    element: HTMLElement,
  ) {
    const { signal } = this.ended;
    const look = (): void => {
      requestAnimationFrame(() => {
        this.follows = this.isAtEnd();
      });
    };
    element.addEventListener(
      'wheel',
      ({ deltaY }) => {
        if (deltaY < 0) this.follows = false;
        else look();
      },
      { passive: true, signal },
    );
    for (const kind of ['pointerup', 'touchend'] as const) element.addEventListener(kind, look, { signal });
    element.addEventListener(
      'keydown',
      ({ shiftKey, key }) => {
        if (shiftKey && /^(Page|Home|End|Arrow(Up|Down))/.test(key)) look();
      },
      { signal },
    );
  }

  write(bytes: Uint8Array): void {
    this.terminal.write(bytes, () => this.settle());
  }

  /** To be called when the terminal has another size. */
  settle(): void {
    if (this.follows && !this.isAtEnd()) this.terminal.scrollToBottom();
  }

  /** The reader types: what comes of it is to be seen. */
  typed(): void {
    this.follows = true;
    this.settle();
  }

  dispose(): void {
    this.ended.abort();
  }

  private isAtEnd(): boolean {
    const { baseY, viewportY } = this.terminal.buffer.active;
    return viewportY >= baseY;
  }
}
