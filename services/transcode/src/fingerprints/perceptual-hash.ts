import type { Picture } from '../media/bmp.js';

/**
 * The perceptual hash of a film as stash-boxes and Stash compute it: 25 frames side by side, shrunk, and compared with their median in the
 * frequency domain. Every rounding below is part of the recipe: a hash that differs in one bit is not found there.
 */

/** Frames in a row and in a column of the montage. */
const montageSide = 5;
export const frameCount = montageSide * montageSide;
/** Width of each frame in pixels; the height follows from the film. */
export const frameWidth = 160;

const small = 64;
const kept = 8;

/** Where the frames are taken, in seconds: from 5 % on, evenly, the last before the end titles. */
export function frameTimes(durationSeconds: number): number[] {
  const duration = Math.round(durationSeconds * 100) / 100;
  const step = (0.9 * duration) / frameCount;
  return Array.from({ length: frameCount }, (_, frame) => 0.05 * duration + frame * step);
}

/** Frames row by row in cells of the size of the first; of a larger one the rest is cut off, of a smaller one stays black. */
export function montage(frames: readonly Picture[]): Picture {
  const [first] = frames;
  if (first === undefined) throw new RangeError('A montage needs a frame.');
  const whole: Picture = {
    width: first.width * montageSide,
    height: first.height * montageSide,
    rgb: new Uint8Array(first.width * first.height * 3 * frameCount),
  };
  for (const [index, frame] of frames.entries()) {
    const left = (index % montageSide) * first.width;
    const top = Math.floor(index / montageSide) * first.height;
    const width = Math.min(frame.width, first.width);
    for (let y = 0; y < Math.min(frame.height, first.height); y += 1) {
      const row = frame.rgb.subarray(y * frame.width * 3, (y * frame.width + width) * 3);
      whole.rgb.set(row, ((top + y) * whole.width + left) * 3);
    }
  }
  return whole;
}

/** The 64 bits as 16 hexadecimal digits. */
export function perceptualHash(picture: Picture): string {
  const frequencies = lowFrequencies(greyOf(turnedAndShrunk(turnedAndShrunk(picture))));
  const sorted = frequencies.toSorted((a, b) => a - b);
  const median = (sorted[frequencies.length / 2 - 1] ?? 0) / 2 + (sorted[frequencies.length / 2] ?? 0) / 2;
  let hash = 0n;
  for (const value of frequencies) hash = (hash << 1n) | (value > median ? 1n : 0n);
  return hash.toString(16).padStart(16, '0');
}

/** Shrinks the width to 64 with a triangle that is as wide as the scale, and turns the result, so that the second call shrinks the height. */
function turnedAndShrunk({ width, height, rgb }: Picture): Picture {
  const scale = width / small;
  const taps = 2 * Math.max(Math.ceil(scale), 1);
  const factor = Math.min(1 / scale, 1);
  const turned: Picture = { width: height, height: small, rgb: new Uint8Array(height * small * 3) };
  for (let x = 0; x < small; x += 1) {
    const centre = scale * (x + 0.5) - 0.5;
    const start = Math.trunc(centre) - taps / 2 + 1;
    const weights = Array.from({ length: taps }, (_, tap) => {
      const distance = Math.abs((centre - start - tap) * factor);
      return Math.trunc(Math.max(1 - distance, 0) * 256);
    });
    const sum = weights.reduce((all, weight) => all + weight, 0);
    for (let y = 0; y < height; y += 1) {
      let [red, green, blue] = [0, 0, 0];
      for (let tap = 0; tap < taps; tap += 1) {
        const weight = weights[tap] ?? 0;
        const at = (y * width + Math.min(Math.max(start + tap, 0), width - 1)) * 3;
        red += weight * (rgb[at] ?? 0);
        green += weight * (rgb[at + 1] ?? 0);
        blue += weight * (rgb[at + 2] ?? 0);
      }
      const to = (x * height + y) * 3;
      turned.rgb[to] = Math.trunc(red / sum);
      turned.rgb[to + 1] = Math.trunc(green / sum);
      turned.rgb[to + 2] = Math.trunc(blue / sum);
    }
  }
  return turned;
}

const greyOf = ({ rgb }: Picture): Float64Array =>
  Float64Array.from({ length: small * small }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(at * 3, at * 3 + 3);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });

/** `cosines[k * 64 + n]` of the discrete cosine transform (type II, not scaled). */
const cosines = Float64Array.from({ length: kept * small }, (_, at) =>
  Math.cos((Math.PI / small) * ((at % small) + 0.5) * Math.floor(at / small)),
);
const cosine = (k: number, n: number): number => cosines[k * small + n] ?? 0;

/** The 8 × 8 lowest frequencies, the mean included, row by row. */
function lowFrequencies(grey: Float64Array): number[] {
  const rows = new Float64Array(small * kept);
  for (let y = 0; y < small; y += 1)
    for (let k = 0; k < kept; k += 1) {
      let sum = 0;
      for (let x = 0; x < small; x += 1) sum += (grey[y * small + x] ?? 0) * cosine(k, x);
      rows[y * kept + k] = sum;
    }
  return Array.from({ length: kept * kept }, (_, at) => {
    const [vertical, horizontal] = [Math.floor(at / kept), at % kept];
    let sum = 0;
    for (let y = 0; y < small; y += 1) sum += (rows[y * kept + horizontal] ?? 0) * cosine(vertical, y);
    return sum;
  });
}
