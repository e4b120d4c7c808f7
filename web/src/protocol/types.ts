// What the page and the worker say to each other. Commands, replies and updates are the world's own (generated.ts); what
// is here goes around them.

import type { Commands, ReaderCommands, Update } from './generated';

export * from './generated';

export type CommandName = keyof Commands;

/** What going back in time has done. */
export interface WentBack {
  /** What was printed after this instant (virtual time) has not been printed, or is printed again. */
  from: number;
  /** The instant that was wanted lies inside of a command of openssl: the world stands in front of that. */
  beforeOpenssl: boolean;
}

/** The world's commands, and those that the worker carries out with it. */
export interface WorkerCommands extends Commands {
  /** `to`: when the message arrives in front of which the world is to stand; virtual time. */
  go_back: { args: { to: number }; reply: WentBack };
}

/** A command on its way to the world. */
export type CommandToWorker = {
  [K in keyof WorkerCommands]: { id: number; command: K; args: WorkerCommands[K]['args'] };
}[keyof WorkerCommands];

export type ToWorker =
  | CommandToWorker
  /** A command is going to open this lesson: its files can be fetched already. */
  | { lessonAhead: string };

export type FromWorker =
  /** The world's module is loaded: commands may come. */
  | { kind: 'ready' }
  /** The command `id` was carried out; for `open`, the world is there. */
  | { kind: 'reply'; id: number; value: unknown }
  /** It was not; the text is for people. */
  | { kind: 'refused'; id: number; error: string }
  | { kind: 'update'; update: Update }
  /** Who computes from now on: a camera by its name, or "openssl". When nothing else comes, it hangs there. */
  | { kind: 'at_work'; who: string }
  /** A download or other long work. `total` 0: unknown; `loaded` -1: it is over. */
  | { kind: 'progress'; what: string; loaded: number; total: number }
  /** The world is gone; the page offers to begin again with what was saved. */
  | { kind: 'crashed'; error: string };

export type ReaderCommandName = keyof ReaderCommands;

/** A command on its way to the worker that reads captures. `open` replaces the capture before. */
export type ToReader =
  | { id: number; command: 'open'; capture: Uint8Array; keyLog: string }
  | {
      [K in ReaderCommandName]: { id: number; command: K; args: ReaderCommands[K]['args'] };
    }[ReaderCommandName];

export type FromReader =
  | { kind: 'reply'; id: number; value: unknown }
  | { kind: 'refused'; id: number; error: string }
  /** The download of the reader; `total` 0: unknown. */
  | { kind: 'progress'; loaded: number; total: number }
  /** It cannot be loaded, or has stopped. */
  | { kind: 'crashed'; error: string };
