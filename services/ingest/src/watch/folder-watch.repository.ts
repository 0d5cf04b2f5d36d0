import { watch, type FSWatcher } from 'node:fs';
import { lstat, readdir, statfs } from 'node:fs/promises';
import { compileGlobs, ignoreFileName, isSkippedFolder, isVideoName } from '../scan/exclusions.js';
import { isWithin } from '../scan/path-order.js';

export interface FolderWatchOptions {
  root: string;
  exclude: readonly string[];
  /** Something changed in this folder, below the root. */
  changed(folder: string): void;
  /** Watching ended; `problem` says why, for people. */
  failed(problem: string): void;
}

/** Types of file systems, as statfs tells them, on which changes made by other machines come without an event. */
const silentFileSystems = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x01021997, 'a folder of the host'],
  [0x786f4256, 'a folder of the host'],
  [0x65735546, 'a FUSE file system'],
]);

/** The kind of file system, where it gives no events that one could rely on. */
export async function silentFileSystem(path: string): Promise<string | undefined> {
  const { type } = await statfs(path);
  return silentFileSystems.get(type >>> 0);
}

/**
 * Notices changes of videos below a folder. It holds one watch for each folder and none for files: the system allows only so many.
 * What changed exactly is for the scan to find out.
 */
export class FolderWatch {
  private readonly watches = new Map<string, FSWatcher>();
  private readonly excluded: (path: string) => boolean;
  private closed = false;

  constructor(private readonly options: FolderWatchOptions) {
    this.excluded = compileGlobs(options.exclude);
  }

  get folders(): number {
    return this.watches.size;
  }

  /** Resolves when all folders are watched, or watching has failed. */
  start(): Promise<void> {
    return this.watchTree('');
  }

  close(): void {
    this.closed = true;
    for (const watcher of this.watches.values()) watcher.close();
    this.watches.clear();
  }

  private async watchTree(start: string): Promise<void> {
    const waiting = [start];
    for (let folder = waiting.pop(); folder !== undefined && !this.closed; folder = waiting.pop()) {
      if (!this.watchOne(folder)) return;
      // Read after the watch is set: what comes in between is seen by one or the other.
      const entries = await readdir(this.absolute(folder), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && this.isWanted(entry.name, path)) waiting.push(path);
      }
    }
  }

  private isWanted(name: string, path: string): boolean {
    return !isSkippedFolder(name) && !this.excluded(path);
  }

  /** @returns false when no more can be watched */
  private watchOne(folder: string): boolean {
    if (this.watches.has(folder)) return true;
    try {
      const watcher = watch(this.absolute(folder), { persistent: false }, (_, name) => {
        void this.look(folder, name);
      });
      watcher.on('error', () => this.drop(folder));
      this.watches.set(folder, watcher);
      return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // It went away between being listed and being watched, or may not be read: the folder above tells of changes.
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return true;
      this.fail(
        code === 'ENOSPC' || code === 'EMFILE' ? 'the system allows no more watches; raise fs.inotify.max_user_watches' : String(error),
      );
      return false;
    }
  }

  private async look(folder: string, name: string | null): Promise<void> {
    if (this.closed) return;
    if (name === null || isVideoName(name) || name === ignoreFileName) return this.options.changed(folder);
    const path = folder === '' ? name : `${folder}/${name}`;
    if (!this.isWanted(name, path)) return;
    const stat = await lstat(this.absolute(path)).catch(() => undefined);
    if (stat?.isDirectory() === true) {
      // A folder that moved takes its watches along, under the old name.
      this.drop(path);
      await this.watchTree(path);
      if (!this.closed) this.options.changed(path);
    } else if (this.watches.has(path)) {
      this.drop(path);
      this.options.changed(path);
    }
  }

  private drop(folder: string): void {
    for (const [path, watcher] of this.watches) {
      if (!isWithin(path, folder)) continue;
      watcher.close();
      this.watches.delete(path);
    }
  }

  private fail(problem: string): void {
    if (this.closed) return;
    this.close();
    this.options.failed(problem);
  }

  private absolute(folder: string): string {
    return folder === '' ? this.options.root : `${this.options.root}/${folder}`;
  }
}
