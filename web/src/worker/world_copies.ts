import type { CameraHost, CamerasCopy } from './camera/camera_host';
import { MemoryCopy } from './memory_copy';
import { type Snapshot as Files, takeSnapshot } from './openssl/files';
import type { FileSystem } from './openssl/module';

const EVERY = 2_000_000; // microseconds of virtual time from one copy to the next, at least
const SHARE = 0.01; // of real time that copying may take
const KEPT = 160 << 20; // bytes of all copies

/** `WorldCopy` is the world as it stood between two calls. */
interface WorldCopy {
  at: number;
  /** The world has given this text, which tells it when the copy was made. */
  label: string;
  memory: MemoryCopy;
  cameras: CamerasCopy;
  files: Files;
}

/** The parts of the world that are copied. */
export interface WorldParts {
  memory(): ArrayBuffer;
  cameras: CameraHost;
  files: FileSystem;
  folder: string;
  /** Virtual time in microseconds. */
  now(): number;
  label(): string;
}

/**
 * `WorldCopies` makes copies of all memory every now and then, so that the world can go back in time: see
 * sim/lab/session/world_copies.h. A program of openssl is no part of that memory: while one runs there is no copy.
 */
export class WorldCopies {
  private copies: WorldCopy[] = [];
  private programRan = false; // since the last copy
  private rest = 0; // on performance.now()'s scale: until then nothing is copied
  private wanted: { copy: WorldCopy; past: string } | null = null;

  constructor(private readonly parts: WorldParts) {}

  /** `forget` is called when another world has begun. */
  forget(): void {
    this.copies = [];
    this.programRan = false;
    this.rest = 0;
  }

  /** `look` is called every now and then, between two calls of the world. */
  look(programRuns: boolean): void {
    this.programRan ||= programRuns;
    if (programRuns) return;
    // What a program on the network did cannot be repeated: the next copy has it.
    if (this.programRan) return this.copy();
    const before = this.copies.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (this.parts.now() - before >= EVERY && performance.now() >= this.rest) this.copy();
  }

  /** `labels` is a JSON list, the oldest copy first. */
  get labels(): string {
    return `[${this.copies.map(({ label }) => label).join()}]`;
  }

  /** `want` remembers what `restoreWanted` is to do when the present call has returned. */
  want(index: number, past: string): void {
    const copy = this.copies[index];
    if (copy) this.wanted = { copy, past };
  }

  /**
   * `restoreWanted` puts the copy in place that the world has asked for and forgets the later ones. Returns what the world
   * has to be told then; null: it has asked for none.
   */
  restoreWanted(): string | null {
    const { parts, wanted } = this;
    if (!wanted) return null;
    this.wanted = null;
    const { copy, past } = wanted;
    copy.memory.restore(parts.memory());
    parts.cameras.restore(copy.cameras);
    this.restoreFiles(copy.files);
    this.copies = this.copies.slice(0, this.copies.indexOf(copy) + 1);
    this.programRan = false;
    return past;
  }

  private copy(): void {
    const { parts } = this;
    const began = performance.now();
    const label = parts.label();
    const before = this.copies.at(-1);
    const memory = MemoryCopy.of(parts.memory(), before?.memory);
    const cameras = parts.cameras.save(before?.cameras);
    const files = takeSnapshot(parts.files, parts.folder);
    this.copies.push({ at: parts.now(), label, memory, cameras, files });
    this.programRan = false;
    this.rest = performance.now() + (performance.now() - began) / SHARE;
    this.thinOut();
  }

  // The older, the further apart: the one goes whose neighbours lie closest to each other for their age.
  private thinOut(): void {
    const { copies } = this;
    const now = this.parts.now();
    while (copies.length > 2 && MemoryCopy.sizeOf(memories(copies)) > KEPT) {
      const gaps = copies
        .slice(2)
        .map((next, at) => (next.at - (copies[at]?.at ?? 0)) / (now - next.at + EVERY));
      copies.splice(gaps.indexOf(Math.min(...gaps)) + 1, 1);
    }
  }

  private restoreFiles(files: Files): void {
    const { files: fs, folder } = this.parts;
    const there = takeSnapshot(fs, folder);
    for (const [path, content] of [...there].reverse()) {
      if (files.has(path)) continue;
      if (content === null) fs.rmdir(path);
      else fs.unlink(path);
    }
    for (const [path, content] of files) {
      if (content !== null) fs.writeFile(path, content.slice());
      else if (!there.has(path)) fs.mkdir(path);
    }
  }
}

function* memories(copies: readonly WorldCopy[]): Generator<MemoryCopy> {
  for (const { memory, cameras } of copies) {
    yield memory;
    for (const { copy } of cameras.cameras.values()) yield copy.memory;
  }
}
