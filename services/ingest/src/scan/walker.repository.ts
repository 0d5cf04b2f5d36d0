import { lstatSync, readdirSync, readFileSync, type Dirent, type Stats } from 'node:fs';
import type { Entry, WalkProblems } from './entries.js';
import { comparePaths } from './path-order.js';
import { compileGlobs, ignoreFileName, isIgnored, isSkippedFolder, isVideoName, parseIgnoreFile, type IgnoreRules } from './exclusions.js';

// An index entry of PostgreSQL holds at most 2,704 bytes, and the path is indexed.
const maxPathBytes = 2_000;
// Dates that ISO 8601 writes with four digits of year.
const maxModifiedMs = Date.UTC(9999, 11, 31);

/** Whole milliseconds since 1970, kept within what ISO 8601 can say. */
export const modifiedMsOf = (stat: Stats): number => Math.min(Math.max(Math.floor(stat.mtimeMs), 0), maxModifiedMs);

interface Frame {
  folder: string;
  entries: { name: string; isFolder: boolean }[];
  next: number;
  rules: IgnoreRules | undefined;
}

/**
 * Lists the video files below a folder in the order of {@link comparePaths}, a bounded number at a time.
 *
 * Symbolic links are not followed: a link out of the library would show what nobody shared, and one within it would show the
 * same file twice. Synchronous on purpose (it runs in a worker thread): a stat through the thread pool costs four times as much.
 */
export class Walker {
  readonly problems: WalkProblems = { unreadable: { count: 0, example: '' }, unusableNames: { count: 0, example: '' } };
  private readonly excluded: (path: string) => boolean;
  private readonly stack: Frame[] = [];
  private readonly ready: Entry[] = [];

  /** `folder` is where to begin, below `root`; empty for the root itself. */
  constructor(private readonly options: { root: string; folder: string; exclude: readonly string[] }) {
    this.excluded = compileGlobs(options.exclude);
    try {
      this.begin(options.folder);
    } catch (error) {
      // Without the rules of the folders above it the folder would show what its owner left out.
      this.unreadable(folderKey(options.folder), error);
    }
  }

  /** Up to `limit` further entries; none when the walk is done. */
  next(limit: number): Entry[] {
    while (this.ready.length < limit) {
      const frame = this.stack.at(-1);
      if (frame === undefined) break;
      const entry = frame.entries[frame.next];
      if (entry === undefined) this.stack.pop();
      else {
        frame.next += 1;
        this.visit(frame, entry.name, entry.isFolder);
      }
    }
    return this.ready.splice(0, limit);
  }

  /** Opens the first folder with the rules of all folders above it. */
  private begin(folder: string): void {
    let rules: IgnoreRules | undefined;
    let above = '';
    for (const name of folder === '' ? [] : folder.split('/')) {
      rules = this.rulesOf(above, rules);
      above = above === '' ? name : `${above}/${name}`;
      if (isSkippedFolder(name)) return;
      if (this.isLeftOut(above, true, rules)) {
        this.ready.push({ path: `${above}/`, gap: 'excluded' });
        return;
      }
      const stat = this.stat(above, true);
      if (stat === undefined || !stat.isDirectory()) return;
    }
    this.open(folder, rules);
  }

  private visit(frame: Frame, name: string, isFolder: boolean): void {
    const path = frame.folder === '' ? name : `${frame.folder}/${name}`;
    if (Buffer.byteLength(path) > maxPathBytes) this.note('unusableNames', `${path.slice(0, 200)}…`);
    else if (this.isLeftOut(path, isFolder, frame.rules)) this.ready.push({ path: isFolder ? `${path}/` : path, gap: 'excluded' });
    else if (isFolder) this.open(path, frame.rules);
    else this.look(path);
  }

  private isLeftOut(path: string, isFolder: boolean, rules: IgnoreRules | undefined): boolean {
    return this.excluded(path) || isIgnored(path, isFolder, rules);
  }

  private look(path: string): void {
    const stat = this.stat(path, false);
    if (stat === undefined || !stat.isFile()) return;
    this.ready.push({ path, bytes: stat.size, modifiedMs: modifiedMsOf(stat) });
  }

  private stat(path: string, isFolder: boolean) {
    try {
      return lstatSync(this.absolute(path), { throwIfNoEntry: false });
    } catch (error) {
      this.unreadable(isFolder ? `${path}/` : path, error);
      return undefined;
    }
  }

  private open(folder: string, above: IgnoreRules | undefined): void {
    let found: Dirent[];
    try {
      found = readdirSync(this.absolute(folder), { withFileTypes: true });
      if (found.some((entry) => entry.name.includes('\ufffd'))) found = found.filter((entry) => this.hasReadableName(folder, entry));
    } catch (error) {
      this.unreadable(folderKey(folder), error);
      return;
    }
    if (found.length === 0) {
      if (folder !== '') this.ready.push({ path: `${folder}/`, gap: 'emptied' });
      return;
    }
    const hasRules = found.some((entry) => entry.name === ignoreFileName && entry.isFile());
    const entries = found
      .filter((entry) => (entry.isDirectory() ? !isSkippedFolder(entry.name) : entry.isFile() && isVideoName(entry.name)))
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), key: entry.isDirectory() ? `${entry.name}/` : entry.name }))
      .sort((a, b) => comparePaths(a.key, b.key));
    try {
      this.stack.push({ folder, entries, next: 0, rules: hasRules ? this.rulesOf(folder, above) : above });
    } catch (error) {
      // Without its rules the folder would show what its owner left out.
      this.unreadable(folderKey(folder), error);
    }
  }

  private rulesOf(folder: string, above: IgnoreRules | undefined): IgnoreRules | undefined {
    try {
      return parseIgnoreFile(
        readFileSync(this.absolute(folder === '' ? ignoreFileName : `${folder}/${ignoreFileName}`), 'utf8'),
        folder,
        above,
      );
    } catch (error) {
      if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) return above;
      throw error;
    }
  }

  /** Text with U+FFFD is either a name that has this very character, or one whose bytes are not valid UTF-8. */
  private hasReadableName(folder: string, entry: Dirent): boolean {
    const stat = lstatSync(this.absolute(folder === '' ? entry.name : `${folder}/${entry.name}`), { throwIfNoEntry: false });
    if (stat !== undefined) return true;
    if (entry.isDirectory() || isVideoName(entry.name)) this.note('unusableNames', folder === '' ? entry.name : `${folder}/${entry.name}`);
    return false;
  }

  private unreadable(path: string, error: unknown): void {
    if (isMissing(error)) return;
    this.note('unreadable', path === '' ? this.options.root : path);
    this.ready.push({ path, gap: 'unreadable' });
  }

  private note(kind: keyof WalkProblems, example: string): void {
    const problem = this.problems[kind];
    if (problem.count === 0) problem.example = example;
    problem.count += 1;
  }

  private absolute(path: string): string {
    return path === '' ? this.options.root : `${this.options.root}/${path}`;
  }
}

const folderKey = (folder: string): string => (folder === '' ? '' : `${folder}/`);
const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
