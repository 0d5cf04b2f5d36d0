import type { TimeRange } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { CutPlaces } from '../streams/stream-sources.repository.js';

/** A stretch of the picture, in seconds from the start of the file. */
export interface Stretch extends TimeRange {
  /** Whether it can be passed on unchanged. */
  copied: boolean;
}

/** Times this near to each other are the same picture. */
const same = 0.002;
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= same;

/**
 * Moves both ends of a part to the nearest place where the file can be cut without encoding: a keyframe, its start, or its end. Parts that
 * touch each other still do so afterwards.
 * @throws AppError `edit.nothing_left`, `edit.no_keyframes`
 */
export function atKeyframes(part: TimeRange, { keyframes, endSeconds }: CutPlaces): TimeRange {
  if (keyframes.length === 0) throw new AppError('edit.no_keyframes');
  const places = [0, ...keyframes, endSeconds];
  const moved = { startSeconds: nearest(places, part.startSeconds), endSeconds: nearest(places, part.endSeconds) };
  if (moved.endSeconds - moved.startSeconds <= same) throw new AppError('edit.nothing_left', { ...part });
  return moved;
}

const nearest = (places: readonly number[], time: number): number =>
  places.reduce((best, place) => (Math.abs(place - time) < Math.abs(best - time) ? place : best));

/** A part that ends behind the film ends with it. @throws AppError `edit.nothing_left` */
export function withinFilm(part: TimeRange, { endSeconds }: CutPlaces): TimeRange {
  const within = { startSeconds: part.startSeconds, endSeconds: Math.min(part.endSeconds, endSeconds) };
  if (within.endSeconds - within.startSeconds <= same) throw new AppError('edit.nothing_left', { ...part });
  return within;
}

/**
 * What of a part is copied and what is encoded anew so that it begins and ends at the very frame: the picture can be entered at keyframes
 * only, and left before them.
 */
export function stretchesOf(part: TimeRange, { keyframes, endSeconds }: CutPlaces): Stretch[] {
  const { startSeconds } = part;
  const until = isSame(part.endSeconds, endSeconds) ? endSeconds : part.endSeconds;
  const first = startSeconds <= same ? startSeconds : keyframes.find((time) => time >= startSeconds - same);
  const last = until === endSeconds ? endSeconds : keyframes.findLast((time) => time <= until + same);
  if (first === undefined || last === undefined || last - first <= same) return [{ ...part, endSeconds: until, copied: false }];
  return [
    { startSeconds, endSeconds: first, copied: false },
    { startSeconds: first, endSeconds: last, copied: true },
    { startSeconds: last, endSeconds: until, copied: false },
  ].filter((stretch) => stretch.endSeconds - stretch.startSeconds > same);
}

export const lengthOf = (ranges: readonly TimeRange[]): number =>
  ranges.reduce((total, range) => total + range.endSeconds - range.startSeconds, 0);
