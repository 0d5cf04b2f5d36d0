import type { TimeRange } from '@reelm/contracts';

/** A stretch of a film between two cuts. */
export interface Piece extends TimeRange {
  kept: boolean;
}

/** Cuts nearer to each other than this are slips of the finger. */
const shortest = 0.2;

export const wholeFilm = (seconds: number): Piece[] => [{ startSeconds: 0, endSeconds: seconds, kept: true }];

/** Cuts the piece in which a time lies in two; as it is where that would be at its very edge. */
export const cutAt = (pieces: readonly Piece[], seconds: number): Piece[] =>
  pieces.flatMap((piece) =>
    seconds - piece.startSeconds < shortest || piece.endSeconds - seconds < shortest
      ? [piece]
      : [
          { ...piece, endSeconds: seconds },
          { ...piece, startSeconds: seconds },
        ],
  );

/** Cuts at several places. */
export const cutAtAll = (pieces: readonly Piece[], times: readonly number[]): Piece[] =>
  times.reduce<Piece[]>((cut, seconds) => cutAt(cut, seconds), [...pieces]);

/** Cuts a range out: of a film that nobody cut before that alone is kept, of another all stays as it is but for the two cuts. */
export function cutOut(pieces: readonly Piece[], { startSeconds, endSeconds }: TimeRange): Piece[] {
  const cut = cutAtAll(pieces, [startSeconds, endSeconds]);
  const middle = (startSeconds + endSeconds) / 2;
  return isCut(pieces) ? cut : cut.map((piece) => ({ ...piece, kept: piece.startSeconds <= middle && piece.endSeconds > middle }));
}

/** What was kept is left out, and the other way round. */
export const swapped = (pieces: readonly Piece[]): Piece[] => pieces.map((piece) => ({ ...piece, kept: !piece.kept }));

/** Moves the cut before a piece, no further than to the cuts beside it. */
export function moveCut(pieces: readonly Piece[], at: number, seconds: number): Piece[] {
  const [before, after] = [pieces[at - 1], pieces[at]];
  if (!before || !after) return [...pieces];
  const moved = Math.min(Math.max(seconds, before.startSeconds + shortest), after.endSeconds - shortest);
  return pieces.map((piece, index) =>
    index === at - 1 ? { ...piece, endSeconds: moved } : index === at ? { ...piece, startSeconds: moved } : piece,
  );
}

/** Takes the cut before a piece away: it becomes one with that before it. */
export const withoutCut = (pieces: readonly Piece[], at: number): Piece[] =>
  pieces.flatMap((piece, index) => {
    const next = pieces[index + 1];
    if (index === at) return [];
    return index === at - 1 && next ? [{ ...piece, endSeconds: next.endSeconds }] : [piece];
  });

export const keep = (pieces: readonly Piece[], at: number, kept: boolean): Piece[] =>
  pieces.map((piece, index) => (index === at ? { ...piece, kept } : piece));

export const keptParts = (pieces: readonly Piece[]): TimeRange[] =>
  pieces.filter(({ kept }) => kept).map(({ startSeconds, endSeconds }) => ({ startSeconds, endSeconds }));

/** Whether anything is cut at all. */
export const isCut = (pieces: readonly Piece[]): boolean => pieces.length > 1;
