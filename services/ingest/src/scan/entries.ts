/** A video file as it lies on the disk. */
export interface SeenFile {
  /** Below the library folder, `/` between names. */
  path: string;
  bytes: number;
  /** Last change, whole milliseconds since 1970. */
  modifiedMs: number;
}

/**
 * A place of which the walk tells nothing: what was known there must not be taken for vanished without a thought.
 * - `unreadable`: it could not be looked at; it may hold anything.
 * - `excluded`: the library's rules leave it out.
 * - `emptied`: a folder without any entry; also what a lost mount looks like.
 */
export interface Gap {
  /** A folder ends with `/` and stands for all below it, the empty path for the whole library; else it is one file. */
  path: string;
  gap: 'unreadable' | 'excluded' | 'emptied';
}

export type Entry = SeenFile | Gap;
export const isGap = (entry: Entry): entry is Gap => 'gap' in entry;
export const covers = (gap: Gap, path: string): boolean =>
  gap.path === '' || (gap.path.endsWith('/') ? path.startsWith(gap.path) : path === gap.path);

/** Counts with one example each, for people. */
export interface WalkProblems {
  unreadable: { count: number; example: string };
  unusableNames: { count: number; example: string };
}
