// Messages to the learner that are no part of any panel: what went wrong, and the way on.

export interface Notice {
  id: number;
  kind: 'problem' | 'info';
  text: string;
  action?: { label: string; run: () => void };
}

class Notices {
  list = $state.raw<Notice[]>([]);
  private nextId = 1;

  /** Shows a message until it is closed, and returns its id; an information goes by itself after six seconds. */
  show(kind: Notice['kind'], text: string, action?: Notice['action']): number {
    const known = this.list.find((notice) => notice.text === text);
    if (known) return known.id;
    const notice: Notice = { id: this.nextId++, kind, text, ...(action ? { action } : {}) };
    this.list = [...this.list.slice(-3), notice];
    if (kind === 'info' && !action) setTimeout(() => this.close(notice.id), 6000);
    return notice.id;
  }

  problem(error: unknown): void {
    this.show('problem', error instanceof Error ? error.message : String(error));
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
