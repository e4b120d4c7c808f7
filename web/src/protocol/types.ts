// This is the protocol between the page and the worker. Commands, replies and updates are the world's own
// (generated.ts); the types here wrap them.

import type { BoardCommands, BoardUpdate, Commands, ReaderCommands, Update } from './generated';

export * from './generated';

export type CommandName = keyof Commands;

/** A command on its way to the world. */
export type CommandToWorker = {
  [K in CommandName]: { id: number; command: K; args: Commands[K]['args'] };
}[CommandName];

export type ToWorker =
  | CommandToWorker
  /** A command is about to open this lesson: its files can be fetched already. */
  | { lessonAhead: string };

export type FromWorker =
  /** The world's module is loaded: commands may follow. */
  | { kind: 'ready' }
  /** The command `id` was carried out; after `open`, the world is there. */
  | { kind: 'reply'; id: number; value: unknown }
  /** The command was refused; the text is for people. */
  | { kind: 'refused'; id: number; error: string }
  | { kind: 'update'; update: Update }
  /**
   * `who` computes from now on: a camera by its name, or "openssl". If no message follows, it hangs there.
   */
  | { kind: 'at_work'; who: string }
  /**
   * This reports a download or other long work. A `total` of 0 is unknown; a `loaded` of -1 means that it is
   * over.
   */
  | { kind: 'progress'; what: string; loaded: number; total: number }
  /** The world is gone; the page offers to begin again from the saved state. */
  | { kind: 'crashed'; error: string };

export type ReaderCommandName = keyof ReaderCommands;

/** The worker that reads captures has two at a time: one of the live world, and a file. */
export type CapturePlace = 'live' | 'file';

/** This is a command on its way to the worker that reads captures. */
export type ToReader =
  /** Reads a capture. A file stays beside the one that is open until `keep`, or `cancel`. */
  | { id: number; place: CapturePlace; command: 'open'; capture: Blob; keyLog: string }
  | { place: CapturePlace; command: 'keep' }
  | { place: CapturePlace; command: 'cancel' }
  | {
      [K in ReaderCommandName]: {
        id: number;
        place: CapturePlace;
        command: K;
        args: ReaderCommands[K]['args'];
      };
    }[ReaderCommandName];

export type FromReader =
  | { kind: 'reply'; id: number; value: unknown }
  | { kind: 'refused'; id: number; error: string }
  /** Of a capture that is being opened by the command `id`, so many bytes were read. */
  | { kind: 'reading'; id: number; read: number; total: number }
  /** This reports the download of the reader; a `total` of 0 is unknown. */
  | { kind: 'progress'; loaded: number; total: number }
  /** The reader cannot be loaded, or has stopped. */
  | { kind: 'crashed'; error: string };

export type BoardCommandName = keyof BoardCommands;

/** This goes to the worker that has the dealings with a real camera. */
export type ToBoard =
  /** A port was opened: everything begins anew. */
  | { kind: 'open' }
  /** Bytes have come from the camera. */
  | { kind: 'received'; bytes: Uint8Array }
  | { kind: 'lost'; reason: string }
  | {
      [K in BoardCommandName]: { kind: 'command'; id: number; command: K; args: BoardCommands[K]['args'] };
    }[BoardCommandName];

export type FromBoard =
  /** Bytes are to go to the camera. */
  | { kind: 'write'; bytes: Uint8Array }
  | { kind: 'update'; update: BoardUpdate }
  | { kind: 'reply'; id: number; value: null }
  | { kind: 'refused'; id: number; error: string }
  /** The worker cannot be loaded, or has stopped. */
  | { kind: 'crashed'; error: string };
