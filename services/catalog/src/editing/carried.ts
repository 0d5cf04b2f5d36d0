import type { TimeRange } from '@reelm/contracts';

/** A place or a range of a film. */
interface Moment {
  startSeconds: number;
  endSeconds: number | null;
}

/** What a film that holds pieces of another has of a moment of that: a range is clipped; null where nothing of it is left. */
export function carriedMoment({ startSeconds, endSeconds }: Moment, pieces: readonly TimeRange[]): Moment | null {
  let start: number | null = null;
  let end: number | null = null;
  let offset = 0;
  for (const piece of pieces) {
    const from = Math.max(startSeconds, piece.startSeconds);
    const to = Math.min(endSeconds ?? startSeconds, piece.endSeconds);
    const within = endSeconds === null ? startSeconds >= piece.startSeconds && startSeconds < piece.endSeconds : to > from;
    if (within) {
      start ??= offset + from - piece.startSeconds;
      end = offset + to - piece.startSeconds;
      // A place is one place, also where a piece stands there twice.
      if (endSeconds === null) break;
    }
    offset += piece.endSeconds - piece.startSeconds;
  }
  return start === null ? null : { startSeconds: rounded(start), endSeconds: endSeconds === null || end === null ? null : rounded(end) };
}

interface Chapter {
  startSeconds: number;
  title: string;
}

/** The chapters of a film that holds pieces of another; a piece that begins within a chapter begins with it. */
export function carriedChapters(chapters: readonly Chapter[], pieces: readonly TimeRange[]): Chapter[] {
  const ordered = chapters.toSorted((a, b) => a.startSeconds - b.startSeconds);
  const carried: Chapter[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const entered = ordered.findLast(({ startSeconds }) => startSeconds <= piece.startSeconds);
    const within = ordered.filter(({ startSeconds }) => startSeconds > piece.startSeconds && startSeconds < piece.endSeconds);
    if (entered && entered.title !== carried.at(-1)?.title) carried.push({ title: entered.title, startSeconds: rounded(offset) });
    for (const { title, startSeconds } of within)
      carried.push({ title, startSeconds: rounded(offset + startSeconds - piece.startSeconds) });
    offset += piece.endSeconds - piece.startSeconds;
  }
  return carried;
}

const rounded = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
