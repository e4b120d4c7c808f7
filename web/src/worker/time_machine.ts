import type { CommandName, Commands } from '../protocol/types';
import type { CameraHost, CamerasCopy } from './camera/camera_host';
import { MemoryCopy } from './memory_copy';
import { type Snapshot as Files, takeSnapshot } from './openssl/files';
import type { FileSystem } from './openssl/module';

const EVERY = 2_000_000; // microseconds of virtual time from one copy to the next, at least
const SHARE = 0.01; // of real time that copying may take
const KEPT = 160 << 20; // bytes of all copies

/** What does not change the world, or only the way in which its time goes on. */
const NOT_REPEATED = new Set<CommandName>([
  ...(['save', 'course', 'camera_models', 'complete', 'unfinished', 'list_files', 'read_file'] as const),
  ...([
    'inspect_file',
    'certificate_events',
    'frame_hash',
    'capture',
    'diagnoses',
    'go_back',
    'set_pace',
    'step',
    'run_to',
  ] as const),
  ...(['plan_intervention', 'previous_message'] as const),
  ...(['terminal_size', 'terminal_history', 'set_terminal_history'] as const),
]);

/** The world as it stood between two calls. */
interface Checkpoint {
  at: number;
  memory: MemoryCopy;
  cameras: CamerasCopy;
  files: Files;
  /** How many commands had been carried out before. */
  commands: number;
}

export type Repeated = {
  [K in CommandName]: { at: number; command: K; args: Commands[K]['args'] };
}[CommandName];

/** Where to begin in order to come to an instant again. */
export interface WayBack {
  checkpoint: Checkpoint;
  /** The instant that can be reached; before a command of openssl when that ran at the instant that was wanted. */
  to: number;
  repeat: Repeated[];
}

/** The parts of the world that are copied. */
export interface WorldParts {
  memory(): ArrayBuffer;
  cameras: CameraHost;
  files: FileSystem;
  folder: string;
  /** Virtual time in microseconds. */
  now(): number;
}

/**
 * Remembers a world, so that it can go back in time: copies of all memory every now and then, and the commands since, with
 * which the world does again what it did. Only what openssl does depends on more than that: while a command of it runs
 * there is no copy, and no way back into that time.
 */
export class TimeMachine {
  private checkpoints: Checkpoint[] = [];
  private commands: Repeated[] = [];
  private openssl: { from: number; to: number }[] = [];
  private rest = 0; // on performance.now()'s scale: until then nothing is copied

  constructor(private readonly parts: WorldParts) {}

  /** Another world has begun. */
  forget(): void {
    this.checkpoints = [];
    this.commands = [];
    this.openssl = [];
    this.rest = 0;
  }

  /** To be called before a command is carried out that openssl may be a part of. */
  beforeProgram(): void {
    if (!this.programRuns) this.copy();
  }

  /** To be called after each command. */
  note<K extends CommandName>(command: K, args: Commands[K]['args'], opensslRuns: boolean): void {
    const at = this.parts.now();
    if (!NOT_REPEATED.has(command)) this.commands.push({ at, command, args } as Repeated);
    if (opensslRuns && !this.programRuns) this.openssl.push({ from: at, to: Number.POSITIVE_INFINITY });
  }

  /** To be called every now and then. */
  look(opensslRuns: boolean): void {
    if (opensslRuns) {
      // It has begun without a command of its own when the line stood in the rest of a paste.
      const from = this.checkpoints.at(-1)?.at ?? this.parts.now();
      if (!this.programRuns) this.openssl.push({ from, to: Number.POSITIVE_INFINITY });
      return;
    }
    const last = this.openssl.at(-1);
    if (last && this.programRuns) {
      last.to = this.parts.now();
      return this.copy();
    }
    const before = this.checkpoints.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (this.parts.now() - before >= EVERY && performance.now() >= this.rest) this.copy();
  }

  /** Where to begin to come to the instant `to`; null: that is not remembered. */
  wayTo(to: number): WayBack | null {
    const during = this.openssl.find((span) => span.from < to && to < span.to);
    const target = during?.from ?? to;
    const checkpoint = this.checkpoints.findLast(
      ({ at }) => at <= target && !this.openssl.some((span) => span.from < target && span.to > at),
    );
    if (!checkpoint) return null;
    const since = this.commands.slice(checkpoint.commands);
    return { checkpoint, to: target, repeat: since.filter(({ at }) => at < target) };
  }

  /** Puts the world back to where the way begins, and forgets what came after that. */
  restore({ checkpoint }: WayBack): void {
    const { parts } = this;
    checkpoint.memory.restore(parts.memory());
    parts.cameras.restore(checkpoint.cameras);
    this.restoreFiles(checkpoint.files);
    this.checkpoints = this.checkpoints.filter(({ at }) => at <= checkpoint.at);
    this.commands.length = checkpoint.commands;
    this.openssl = this.openssl.filter(({ to }) => to <= checkpoint.at);
  }

  private get programRuns(): boolean {
    return this.openssl.at(-1)?.to === Number.POSITIVE_INFINITY;
  }

  private copy(): void {
    const { parts } = this;
    const began = performance.now();
    const before = this.checkpoints.at(-1);
    const memory = MemoryCopy.of(parts.memory(), before?.memory);
    const cameras = parts.cameras.save(before?.cameras);
    const files = takeSnapshot(parts.files, parts.folder);
    const commands = this.commands.length;
    this.checkpoints.push({ at: parts.now(), memory, cameras, files, commands });
    this.rest = performance.now() + (performance.now() - began) / SHARE;
    this.thinOut();
  }

  // The older, the further apart: the one goes whose neighbours lie closest to each other for their age.
  private thinOut(): void {
    const { checkpoints } = this;
    const now = this.parts.now();
    while (checkpoints.length > 2 && MemoryCopy.sizeOf(memories(checkpoints)) > KEPT) {
      const gaps = checkpoints
        .slice(2)
        .map((next, at) => (next.at - (checkpoints[at]?.at ?? 0)) / (now - next.at + EVERY));
      checkpoints.splice(gaps.indexOf(Math.min(...gaps)) + 1, 1);
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

function* memories(checkpoints: Checkpoint[]): Generator<MemoryCopy> {
  for (const { memory, cameras } of checkpoints) {
    yield memory;
    for (const { copy } of cameras.cameras.values()) yield copy.memory;
  }
}
