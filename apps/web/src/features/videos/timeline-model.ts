export type End = 'start' | 'end';

interface Stretch {
  startSeconds: number;
  endSeconds: number | null;
}

/** A marker is no shorter than this; a tenth of a second is as exact as a hand. */
const shortest = 0.1;
/** A moment takes this share of the film on the timeline, so that those close together do not lie on each other. */
const momentShare = 0.01;

/**
 * A stretch with one of its ends elsewhere: within the film, and never past the other end.
 * @param grain what times are rounded to, seconds
 */
export function movedEnd({ startSeconds, endSeconds }: Stretch, end: End, to: number, duration: number, grain = 0.1): Stretch {
  const at = Math.max(0, Math.min(duration, to));
  // Whole numbers are divided: a tenth itself is none that a computer knows exactly.
  const rounded = (seconds: number): number => Math.round(seconds / grain) / Math.round(1 / grain);
  if (end === 'end') return { startSeconds, endSeconds: rounded(Math.max(at, startSeconds + shortest)) };
  return { startSeconds: rounded(Math.max(0, endSeconds === null ? at : Math.min(at, endSeconds - shortest))), endSeconds };
}

/** Chapters as far as the film goes, each to where the next begins: what is known of them may come from a longer film. */
export const chaptersWithin = <T extends { startSeconds: number }>(
  chapters: readonly T[],
  duration: number,
): (T & { endSeconds: number })[] =>
  chapters
    .filter(({ startSeconds }) => startSeconds < duration)
    .map((chapter, at, within) => ({ ...chapter, endSeconds: within[at + 1]?.startSeconds ?? duration }));

/** The part of a film that the timeline shows, seconds. */
export interface Shown {
  from: number;
  to: number;
}

/** Nothing is exact to less than a few pictures. */
const fewestSeconds = 2;
/** Below this a hand is exact to a hundredth of a second. */
const fineSeconds = 60;

export const spanOf = ({ from, to }: Shown): number => to - from;
/** What ends are rounded to, seconds, where so much of the film is seen; who looks at all of it is not after hundredths. */
export const grainOf = (shown: Shown, duration: number): number => (spanOf(shown) < duration && spanOf(shown) <= fineSeconds ? 0.01 : 0.1);

/** A part as long as `span`, as near to `from` as the film allows. */
function partFrom(from: number, span: number, duration: number): Shown {
  const length = Math.min(duration, Math.max(Math.min(fewestSeconds, duration), span));
  const start = Math.max(0, Math.min(duration - length, from));
  return { from: start, to: start + length };
}

/** A smaller (below 1) or larger part; what is shown at `around` stays where it is. */
export function zoomed(shown: Shown, factor: number, around: number, duration: number): Shown {
  const span = Math.min(duration, Math.max(Math.min(fewestSeconds, duration), spanOf(shown) * factor));
  return partFrom(around - ((around - shown.from) / spanOf(shown)) * span, span, duration);
}

/** What of a stretch lies before the part that is shown, 0 to 1: its name stands behind that. */
export const hiddenBefore = (startSeconds: number, endSeconds: number, { from }: Shown): number =>
  endSeconds > startSeconds ? Math.max(0, Math.min(1, (from - startSeconds) / (endSeconds - startSeconds))) : 0;

/** The same length elsewhere. */
export const panned = (shown: Shown, from: number, duration: number): Shown => partFrom(from, spanOf(shown), duration);

/** Shows a time that is not in the part: as soon as the film has left it, a page further. */
export const withTime = (shown: Shown, seconds: number, duration: number): Shown =>
  seconds >= shown.from && seconds <= shown.to ? shown : panned(shown, seconds - spanOf(shown) / 10, duration);

/** More of the film than this is not listened to anew. */
const mostFine = 256;

/** The piece whose sound is asked for in detail, so that moving on asks for few of them; null where what is known anyway is fine enough. */
export function pieceOf(shown: Shown, duration: number): Shown | null {
  const span = spanOf(shown);
  if (span >= duration || span > mostFine) return null;
  const step = 2 ** Math.ceil(Math.log2(span));
  const from = Math.floor(shown.from / step) * step;
  return { from, to: Math.min(duration, from + 2 * step) };
}

/**
 * Outline of a strip as an SVG path in a box of `values.length` by 100: each value is as wide as the others.
 * @param most what fills the box; the highest value where left out
 */
export function outlineOf(values: readonly number[], most = Math.max(...values, 1e-9)): string {
  const steps = values.map((value, at) => `L${at} ${round(100 - (value / most) * 100)}H${at + 1}`);
  return `M0 100${steps.join('')}V100Z`;
}
const round = (value: number): number => Math.round(value * 10) / 10;

/** Values from 0 to 100 as a gradient from nothing by way of green and yellow to red. */
export const heatOf = (values: readonly number[]): string =>
  `linear-gradient(to right, ${values.map((value, at) => `${heat(value)} ${round(((at + 0.5) / values.length) * 100)}%`).join(', ')})`;
const heat = (value: number): string => `oklch(0.75 0.15 ${Math.round(150 - 1.25 * value)} / ${round(Math.min(1, value / 25))})`;

/** The cut nearest to a time, where one is near. */
export const nearestCut = <T extends { seconds: number }>(cuts: readonly T[], to: number, within: number): T | undefined =>
  cuts
    .filter(({ seconds }) => Math.abs(seconds - to) <= within)
    .toSorted((one, other) => Math.abs(one.seconds - to) - Math.abs(other.seconds - to))[0];

/** As many lines as it takes so that no two of a line overlap; each goes on the first line that has room. */
export function lanesOf<T extends Stretch>(stretches: readonly T[], duration: number): T[][] {
  const lanes: { end: number; items: T[] }[] = [];
  for (const item of stretches.toSorted((one, other) => one.startSeconds - other.startSeconds)) {
    const end = Math.max(item.endSeconds ?? 0, item.startSeconds + duration * momentShare);
    const lane = lanes.find((one) => one.end <= item.startSeconds);
    if (lane) {
      lane.items.push(item);
      lane.end = end;
    } else lanes.push({ end, items: [item] });
  }
  return lanes.map(({ items }) => items);
}
