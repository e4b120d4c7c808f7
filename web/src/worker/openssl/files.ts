import type { FileSystem, ModuleFileSystem } from './module';

interface Copied {
  inode: number;
  isFolder: boolean;
}

const neverChanged = 0; // this date marks files that were copied in

/**
 * `walk` lists all folders and files in a folder, each folder before its content; it skips links and devices.
 */
function* walk(fs: FileSystem, folder: string): Generator<{ path: string; isFolder: boolean }> {
  for (const name of fs.readdir(folder)) {
    if (name === '.' || name === '..') continue;
    const path = `${folder}/${name}`;
    const { mode } = fs.lstat(path);
    if (fs.isDir(mode)) {
      yield { path, isFolder: true };
      yield* walk(fs, path);
    } else if (fs.isFile(mode)) {
      yield { path, isFolder: false };
    }
  }
}

/** `Snapshot` is the learner's folder as it was when a command began. */
export type Snapshot = Map<string, Uint8Array | null>;

/** `takeSnapshot` maps each path to its content, or to null for a folder. */
export function takeSnapshot(world: FileSystem, folder: string): Snapshot {
  const snapshot: Snapshot = new Map();
  for (const { path, isFolder } of walk(world, folder)) {
    snapshot.set(path, isFolder ? null : world.readFile(path));
  }
  return snapshot;
}

/**
 * `ProgramFolder` is the folder in one instance of a program: a copy of the snapshot at the same path, and
 * what became of it.
 */
export class ProgramFolder {
  private readonly copied = new Map<string, Copied>();

  constructor(
    private readonly fs: ModuleFileSystem,
    private readonly folder: string,
    snapshot: Snapshot,
  ) {
    fs.mkdirTree(folder);
    fs.chdir(folder);
    for (const [path, content] of snapshot) {
      if (content === null) fs.mkdir(path);
      // A copy is needed: the program may change it in place, and the snapshot may be used again.
      else fs.writeFile(path, content.slice(), { canOwn: true });
    }
    for (const [path, content] of snapshot) {
      fs.utime(path, neverChanged, neverChanged);
      this.copied.set(path, { inode: fs.lstat(path).ino, isFolder: content === null });
    }
  }

  /** `copyBack` applies to the world what the program has created, changed and removed, and nothing else. */
  copyBack(world: FileSystem): void {
    const left = new Set<string>();
    for (const { path, isFolder } of walk(this.fs, this.folder)) {
      left.add(path);
      const before = this.copied.get(path);
      if (isFolder) {
        if (!before?.isFolder && !exists(world, path)) world.mkdir(path);
      } else if (this.isNew(path, before)) {
        world.writeFile(path, this.fs.readFile(path));
      }
    }
    // The content of a folder must be removed before the folder.
    for (const [path, { isFolder }] of [...this.copied].reverse()) {
      if (left.has(path) || !exists(world, path)) continue;
      if (isFolder) world.rmdir(path);
      else world.unlink(path);
    }
  }

  private isNew(path: string, before: Copied | undefined): boolean {
    const { ino, mtime } = this.fs.lstat(path);
    return before === undefined || before.inode !== ino || mtime.getTime() !== neverChanged;
  }
}

function exists(fs: FileSystem, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch {
    return false;
  }
}
