type Files = ReadonlyMap<string, Uint8Array>;

/**
 * `FileShelf` holds the files of lessons, or of internets, fetched one by one: a course may have many, but only one is
 * open.
 */
export class FileShelf {
  private readonly fetched = new Map<string, Promise<Files>>();
  private readonly taken = new Set(['']);

  constructor(private readonly fetchFiles: (name: string) => Promise<Files>) {}

  /** `has` tells whether the world has these files already; what has no name ("") has none, as the free bench. */
  has(name: string): boolean {
    return this.taken.has(name);
  }

  /** `expect` starts to fetch files that will be taken soon. */
  expect(name: string): void {
    if (!this.has(name)) this.files(name).catch(() => undefined);
  }

  /**
   * `take` returns the files for the world. Files that could not be fetched are fetched again the next time.
   */
  async take(name: string): Promise<Files> {
    const files = await this.files(name);
    this.taken.add(name);
    this.fetched.delete(name);
    return files;
  }

  private files(name: string): Promise<Files> {
    const known = this.fetched.get(name);
    if (known) return known;
    const files = this.fetchFiles(name);
    this.fetched.set(name, files);
    files.catch(() => this.fetched.delete(name));
    return files;
  }
}
