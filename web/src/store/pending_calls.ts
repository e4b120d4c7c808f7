interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** `PendingCalls` are calls to a worker that wait for their replies, by a number that goes with each of them. */
export class PendingCalls {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  /** Sends a call; the promise ends with its reply. */
  ask(post: (id: number) => void): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      post(id);
    });
  }

  get count(): number {
    return this.waiting.size;
  }

  resolve(id: number, value: unknown): void {
    this.take(id)?.resolve(value);
  }

  reject(id: number, error: Error): void {
    this.take(id)?.reject(error);
  }

  /** Refuses all that wait. */
  end(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private take(id: number): Waiting | undefined {
    const found = this.waiting.get(id);
    this.waiting.delete(id);
    return found;
  }
}
