type Files = ReadonlyMap<string, Uint8Array>;

/**
 * `LessonShelf` holds the files of lessons, fetched one by one: a course may have many, but only one is open.
 */
export class LessonShelf {
  private readonly fetched = new Map<string, Promise<Files>>();
  private readonly taken = new Set(['']);

  constructor(private readonly fetchFiles: (lesson: string) => Promise<Files>) {}

  /** `has` tells whether the world has this lesson already; the free bench ("") is not a lesson. */
  has(lesson: string): boolean {
    return this.taken.has(lesson);
  }

  /** `expect` starts to fetch a lesson that will be taken soon. */
  expect(lesson: string): void {
    if (!this.has(lesson)) this.files(lesson).catch(() => undefined);
  }

  /**
   * `take` returns the files for the world. Files that could not be fetched are fetched again the next time.
   */
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
