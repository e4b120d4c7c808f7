type Files = ReadonlyMap<string, Uint8Array>;

/** The files of lessons, fetched one by one: a course may have many, and one is open. */
export class LessonShelf {
  private readonly fetched = new Map<string, Promise<Files>>();
  private readonly taken = new Set(['']);

  constructor(private readonly fetchFiles: (lesson: string) => Promise<Files>) {}

  /** Whether the world has this lesson already; the free bench ("") is none. */
  has(lesson: string): boolean {
    return this.taken.has(lesson);
  }

  /** Begins to fetch a lesson that will be taken soon. */
  expect(lesson: string): void {
    if (!this.has(lesson)) this.files(lesson).catch(() => undefined);
  }

  /** The files, for the world. What could not be fetched is fetched anew the next time. */
  async take(lesson: string): Promise<Files> {
    const files = await this.files(lesson);
    this.taken.add(lesson);
    this.fetched.delete(lesson);
    return files;
  }

  private files(lesson: string): Promise<Files> {
    const known = this.fetched.get(lesson);
    if (known) return known;
    const files = this.fetchFiles(lesson);
    this.fetched.set(lesson, files);
    files.catch(() => this.fetched.delete(lesson));
    return files;
  }
}
