import type { SeenFile, WalkProblems, Entry } from './entries.js';

/** A file to read, and what it must still be like. */
export interface FileToRead extends SeenFile {
  root: string;
}

/** `moved-on`: the file went away or changed meanwhile; `unreadable`: it is there but may not or cannot be read. */
export type HashResult = { oshash: string | null } | { problem: 'moved-on' | 'unreadable' };

/** State of a library's folder. */
export interface RootState {
  /** Device and inode. */
  mark: string;
  /** No entry at all. */
  empty: boolean;
}

/** What the worker thread does; each call is answered in turn. */
export interface DiskCalls {
  root(path: string): RootState;
  openWalk(options: { root: string; folder: string; exclude: readonly string[] }): null;
  nextEntries(limit: number): { entries: Entry[]; problems: WalkProblems };
  oshash(files: readonly FileToRead[]): HashResult[];
  stat(files: readonly { root: string; path: string }[]): (Omit<SeenFile, 'path'> | null)[];
  sha256(file: FileToRead): string | null;
}
export type DiskCall = keyof DiskCalls;

export type DiskRequest = { [C in DiskCall]: { call: C; input: Parameters<DiskCalls[C]>[0] } }[DiskCall];
export type DiskReply = { value: unknown } | { failure: { message: string; code: string | undefined } };
