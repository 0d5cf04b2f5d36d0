import type { StreamDetails } from './stream-details.js';

/** A picture that can be made of a file. */
export interface Rung {
  /** Shorter side in pixels; names the quality. */
  side: number;
  /** Even numbers, as encoders want them. */
  width: number;
  height: number;
  /** Bits per second that a difficult scene may take, sound included. */
  bitRate: number;
}

const sides = [1080, 720, 480, 360, 240];
/** Bits per pixel fall as pictures grow: neighbouring pixels tell each other's colour. */
const bitsPerSecond: readonly (readonly [side: number, bits: number])[] = [
  [240, 500_000],
  [360, 900_000],
  [480, 1_600_000],
  [720, 3_500_000],
  [1080, 6_500_000],
];
const soundBits = 160_000;
/** A step this near to the picture's own size is not worth one. */
const nearly = 0.93;

/** Pictures to choose from, best first: never larger than the file's own nor than `most`. */
export function ladder({ width, height }: StreamDetails['video'], most = 1080): Rung[] {
  const own = Math.min(width, height);
  const top = Math.min(own, most, 1080);
  return [top, ...sides.filter((side) => side < top * nearly)].map((side) => rungOf(width, height, side));
}

/** The rung of a shorter side; undefined when the file's picture is smaller. */
export const findRung = ({ width, height }: StreamDetails['video'], side: number): Rung | undefined =>
  side >= 2 && side <= Math.min(width, height) ? rungOf(width, height, side) : undefined;

function rungOf(width: number, height: number, side: number): Rung {
  const scale = side / Math.min(width, height);
  return { side, width: even(width * scale), height: even(height * scale), bitRate: videoBits(side) + soundBits };
}

const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));

function videoBits(side: number): number {
  const above = bitsPerSecond.find(([step]) => step >= side) ?? bitsPerSecond.at(-1);
  if (above === undefined) return 0;
  return Math.round(above[1] * Math.min(1, (side / above[0]) ** 1.5));
}

/** Sources of few pictures a second (and those of uneven rate) are shown at a multiple of their rate, which no display can tell apart. */
export function outputFrameRate(frameRate: number | null): number {
  if (frameRate === null || frameRate < 1) return 30;
  let rate = frameRate;
  while (rate < 23) rate *= 2;
  while (rate > 61) rate /= 2;
  return rate;
}
