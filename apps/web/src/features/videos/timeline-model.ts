export type End = 'start' | 'end';

interface Stretch {
  startSeconds: number;
  endSeconds: number | null;
}

/** A marker is no shorter than this; a tenth of a second is as exact as a hand. */
const shortest = 0.1;
/** A moment takes this share of the film on the timeline, so that those close together do not lie on each other. */
const momentShare = 0.01;
const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;

/** A stretch with one of its ends elsewhere: within the film, and never past the other end. */
export function movedEnd({ startSeconds, endSeconds }: Stretch, end: End, to: number, duration: number): Stretch {
  const at = Math.max(0, Math.min(duration, to));
  if (end === 'end') return { startSeconds, endSeconds: tenth(Math.max(at, startSeconds + shortest)) };
  return { startSeconds: tenth(Math.max(0, endSeconds === null ? at : Math.min(at, endSeconds - shortest))), endSeconds };
}

/** Outline of a strip as an SVG path in a box of `values.length` by 100: each value is as wide as the others, the highest fills the box. */
export function outlineOf(values: readonly number[]): string {
  const most = Math.max(...values, 1e-9);
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
