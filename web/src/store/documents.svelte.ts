import { SvelteMap } from 'svelte/reactivity';
import { asText, fromBase64, textToBase64 } from './bytes';
import { keepProblem } from './keep_problem';
import { load, save } from './storage';
import { world } from './world.svelte';

/**
 * `Document` is a text file that is open in an editor. `text` may be ahead of `saved`, the content of the
 * file.
 */
export class Document {
  text = $state('');
  saved = $state('');
  /** `tried` is the text that was last sent to the file by itself; a refusal is not repeated. */
  tried: string | null = null;

  constructor(
    readonly place: string,
    readonly path: string,
  ) {}

  get changed(): boolean {
    return this.text !== this.saved;
  }
}

const DRAFTS_AFTER = 600; // ms of quiet

const keyOf = (place: string, path: string): string => `${place}:${path}`;

/** `Documents` holds the open texts of the lesson. Text that is not in a file yet is kept as a draft. */
class Documents {
  readonly open = new SvelteMap<string, Document>();
  private drafts: Record<string, string> = {};
  private lesson = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    world.beforeRunning(() => this.saveAll());
  }

  /** `begin` loads a lesson's drafts, or drops them; call it when a lesson opens. */
  async begin(lesson: string, afresh: boolean): Promise<void> {
    await this.keepDrafts();
    this.lesson = lesson;
    this.open.clear();
    if (afresh) await save(`drafts/${lesson}`, {}).catch(() => undefined);
    this.drafts = (await load<Record<string, string>>(`drafts/${lesson}`).catch(() => undefined)) ?? {};
  }

  /** `get` opens a file, or the draft of one that does not exist. It returns null if the file is not text. */
  async get(place: string, path: string): Promise<Document | null> {
    const key = keyOf(place, path);
    const known = this.open.get(key);
    if (known) return known;
    const saved = await this.read(place, path);
    if (saved === null) return null;
    const document = new Document(place, path);
    document.saved = saved;
    document.text = this.drafts[key] ?? saved;
    this.open.set(key, document);
    return document;
  }

  changed(document: Document): void {
    const key = keyOf(document.place, document.path);
    if (document.changed) this.drafts[key] = document.text;
    else delete this.drafts[key];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keepDrafts(), DRAFTS_AFTER);
  }

  /** `keepDrafts` writes now what would be written soon. */
  async keepDrafts(): Promise<void> {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    await save(`drafts/${this.lesson}`, { ...this.drafts }).catch(keepProblem);
  }

  async write(document: Document): Promise<boolean> {
    const { place, path, text } = document;
    document.tried = text;
    const written = await world.attempt(
      world.send('write_file', { place, path, bytes: textToBase64(text) }).then(() => true),
    );
    if (!written) return false;
    document.saved = text;
    this.changed(document);
    return true;
  }

  /**
   * `saveAll` puts every changed text into its file. The world gets them in front of the command that comes after this,
   * though they may still be on their way when it returns.
   */
  saveAll(): void {
    for (const document of this.open.values())
      if (document.changed && document.text !== document.tried) void this.write(document);
  }

  /** After files have changed elsewhere, `refresh` updates unchanged texts from their files. */
  async refresh(place: string): Promise<void> {
    for (const document of this.open.values()) {
      if (document.place !== place) continue;
      const saved = await this.read(place, document.path);
      if (saved === null || saved === document.saved) continue;
      if (!document.changed) document.text = saved;
      document.saved = saved;
    }
  }

  /** `reload` takes a text that is open from its file, whatever stands in the editor. */
  async reload(place: string, path: string): Promise<void> {
    const document = this.open.get(keyOf(place, path));
    const saved = document && (await this.read(place, path));
    if (!document || saved === null || saved === undefined) return;
    document.text = saved;
    document.saved = saved;
    this.changed(document);
  }

  close(document: Document): void {
    this.open.delete(keyOf(document.place, document.path));
  }

  private async read(place: string, path: string): Promise<string | null> {
    const bytes = await world.send('read_file', { place, path }).catch(() => null);
    return bytes === null ? '' : asText(fromBase64(bytes));
  }
}

export const documents = new Documents();
