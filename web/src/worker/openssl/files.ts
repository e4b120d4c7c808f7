import type { FileSystem, ModuleFileSystem } from './module';

interface Copied {
  inode: number;
  isFolder: boolean;
}

const neverChanged = 0; // the date that marks what was copied in

/** All folders and files below a folder, folders before what is in them; links and devices are left out. */
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

/** The learner's folder as it was when a command began. */
export type Snapshot = Map<string, Uint8Array | null>;

/** Path to content, null for a folder. */
export function takeSnapshot(world: FileSystem, folder: string): Snapshot {
  const snapshot: Snapshot = new Map();
  for (const { path, isFolder } of walk(world, folder)) {
    snapshot.set(path, isFolder ? null : world.readFile(path));
  }
  return snapshot;
}

/** The folder in one instance of a program: a copy of the snapshot at the same place, and what became of it. */
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
      // A copy: the program may change it in its place, and the snapshot may be needed again.
      else fs.writeFile(path, content.slice(), { canOwn: true });
    }
    for (const [path, content] of snapshot) {
      fs.utime(path, neverChanged, neverChanged);
      this.copied.set(path, { inode: fs.lstat(path).ino, isFolder: content === null });
    }
  }

  /** Puts into the world what the program has made, changed and removed, and nothing else. */
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
    // What is in a folder goes before it.
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
