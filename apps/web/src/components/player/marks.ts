/** A place or a stretch of the film with a name: a marker or a chapter. Seconds. */
export interface Mark {
  id: string;
  kind: 'marker' | 'chapter';
  name: string;
  startSeconds: number;
  endSeconds: number | null;
}

/** Whoever asks for the one before, just after one began, means the one before that. */
const justBegun = 2;

/** Start of the next or previous mark, or null where there is none; before the first is the beginning. */
export function markFrom(marks: readonly Mark[], time: number, direction: 1 | -1): number | null {
  const starts = marks.map(({ startSeconds }) => startSeconds).sort((one, other) => one - other);
  if (direction === 1) return starts.find((start) => start > time + 0.25) ?? null;
  return starts.findLast((start) => start < time - justBegun) ?? (time > 0 ? 0 : null);
}

/** The mark that a place of the film lies in: the last that began, if it has not ended. Moments last for a second. */
export const markAt = (marks: readonly Mark[], seconds: number): Mark | undefined =>
  marks
    .filter(
      ({ kind, startSeconds, endSeconds }) =>
        startSeconds <= seconds && (endSeconds ?? (kind === 'chapter' ? Infinity : startSeconds + 1)) >= seconds,
    )
    .toSorted((one, other) => one.startSeconds - other.startSeconds)
    .at(-1);
