import { setImmediate } from 'node:timers/promises';
import type { Look, SceneCut } from '@reelm/contracts';
import { perceptualHash } from '../fingerprints/perceptual-hash.js';
import type { Picture } from './bmp.js';
import type { Size } from './sheet.js';

/** A small picture of a film as ffmpeg writes it raw: 8 bits of full range, colours at half resolution. */
export interface RawCell {
  seconds: number;
  yuv: Buffer;
}

/** A tiny grey picture of a film. */
export interface Sample {
  seconds: number;
  /** {@link sampleSide} × {@link sampleSide} */
  grey: Uint8Array;
}

export const sampleSide = 32;
const samplePixels = sampleSide * sampleSide;

export const rawCellBytes = ({ width, height }: Size): number => (width * height * 3) / 2;

/** Red, green and blue of a raw cell, with the weights that JPEG has. */
export function pictureOf(yuv: Buffer, { width, height }: Size): Picture {
  const rgb = new Uint8ClampedArray(width * height * 3);
  const [halfWidth, pixels] = [width / 2, width * height];
  for (let y = 0, to = 0; y < height; y += 1) {
    const colourRow = pixels + (y >> 1) * halfWidth;
    for (let x = 0; x < width; x += 1, to += 3) {
      const bright = yuv[y * width + x] ?? 0;
      const blue = (yuv[colourRow + (x >> 1)] ?? 128) - 128;
      const red = (yuv[colourRow + pixels / 4 + (x >> 1)] ?? 128) - 128;
      rgb[to] = bright + 1.402 * red;
      rgb[to + 1] = bright - 0.344 * blue - 0.714 * red;
      rgb[to + 2] = bright + 1.772 * blue;
    }
  }
  return { width, height, rgb: new Uint8Array(rgb.buffer) };
}

/** A tiny grey picture of a raw cell. */
export function sampleOf({ seconds, yuv }: RawCell, { width, height }: Size): Sample {
  const grey = Uint8Array.from({ length: samplePixels }, (_, at) => {
    const [fromX, toX] = shareOf(at % sampleSide, sampleSide, width);
    const [fromY, toY] = shareOf(Math.floor(at / sampleSide), sampleSide, height);
    let sum = 0;
    for (let y = fromY; y < toY; y += 1) for (let x = fromX; x < toX; x += 1) sum += yuv[y * width + x] ?? 0;
    return sum / ((toX - fromX) * (toY - fromY));
  });
  return { seconds, grey };
}

/** The pixels that part `part` of `parts` covers of `length`; at least one. */
function shareOf(part: number, parts: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor((part * length) / parts));
  return [from, Math.max(from + 1, Math.floor(((part + 1) * length) / parts))];
}

const placeholderSize: Size = { width: 4, height: 3 };

/** A picture as four by three pixels: the pixels of a bitmap, which any browser enlarges softly. */
export function placeholderOf({ width, height, rgb }: Picture): string {
  const pixels: number[] = [];
  for (let row = placeholderSize.height - 1; row >= 0; row -= 1)
    for (let column = 0; column < placeholderSize.width; column += 1) {
      const [fromX, toX] = shareOf(column, placeholderSize.width, width);
      const [fromY, toY] = shareOf(row, placeholderSize.height, height);
      const sums: [number, number, number] = [0, 0, 0];
      for (let y = fromY; y < toY; y += 1)
        for (let x = fromX; x < toX; x += 1) {
          const at = (y * width + x) * 3;
          sums[0] += rgb[at + 2] ?? 0;
          sums[1] += rgb[at + 1] ?? 0;
          sums[2] += rgb[at] ?? 0;
        }
      pixels.push(...sums.map((sum) => Math.round(sum / ((toX - fromX) * (toY - fromY)))));
    }
  return Buffer.from(pixels).toString('base64');
}

const mostColours = 5;
/** Each channel counts in this many steps. */
const steps = 16;
/** Every so many-th pixel is enough to tell. */
const every = 7;
/** Distance in red, green and blue below which two colours look alike. */
const alike = 60;

/** The colours that fill most of some pictures, none of them like another. */
export function coloursOf(pictures: readonly Picture[]): string[] {
  const counts = new Uint32Array(steps ** 3);
  const sums = new Float64Array(steps ** 3 * 3);
  for (const { rgb } of pictures)
    for (let at = 0; at + 2 < rgb.length; at += 3 * every) {
      const [red = 0, green = 0, blue = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]];
      const bin = ((red >> 4) * steps + (green >> 4)) * steps + (blue >> 4);
      counts[bin] = (counts[bin] ?? 0) + 1;
      sums[bin * 3] = (sums[bin * 3] ?? 0) + red;
      sums[bin * 3 + 1] = (sums[bin * 3 + 1] ?? 0) + green;
      sums[bin * 3 + 2] = (sums[bin * 3 + 2] ?? 0) + blue;
    }
  const chosen: number[][] = [];
  const fullest = Array.from(counts.keys()).filter((bin) => (counts[bin] ?? 0) > 0);
  for (const bin of fullest.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))) {
    const colour = [0, 1, 2].map((channel) => Math.round((sums[bin * 3 + channel] ?? 0) / (counts[bin] ?? 1)));
    if (chosen.some((other) => Math.hypot(...colour.map((value, channel) => value - (other[channel] ?? 0))) < alike)) continue;
    chosen.push(colour);
    if (chosen.length === mostColours) break;
  }
  return chosen.map((colour) => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`);
}

/** Samples further apart than this tell of other places of the film, not of a cut. */
const farthestSeconds = 12;
const mostCuts = 1_000;
/** Deviation of brightness below which a picture is (nearly) of one colour: a fade, or a card without text. */
const flat = 6;
/** Difference of the mean brightness of each pixel that counts in full. */
const fullDifference = 40;
/** What differs so much is another picture, however much moves around it. */
const surely = 0.5;
/** A smaller difference is a cut where the film around it is that much calmer. */
const perhaps = 0.035;
const timesCalmer = 3;
/** Samples nearer to each other than this see the same shot several times: a cut stands out among them, a fight does not. */
const fineSeconds = 1;
const timesPeak = 1.3;
/** Samples before and behind that tell how calm a film is. */
const around = 4;

/** Moments at which the picture becomes another one; null where the samples lie too far apart to tell. The strongest where there are very many. */
export function cutsOf(samples: readonly Sample[]): SceneCut[] | null {
  const gap = median(gapsOf(samples));
  if (samples.length < 2 || gap > farthestSeconds) return null;
  const shown = samples.map(measured).filter(({ power }) => Math.sqrt(power / samplePixels) >= flat);
  const differences = shown.slice(1).map((sample, before) => difference(shown[before] ?? sample, sample));
  const cuts = differences.flatMap((here, at) =>
    isCut(here, at, differences, gap < fineSeconds)
      ? [{ seconds: Math.round((shown[at + 1]?.seconds ?? 0) * 1_000) / 1_000, strength: Math.round(100 * Math.sqrt(here)) }]
      : [],
  );
  if (cuts.length <= mostCuts) return cuts;
  return cuts
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, mostCuts)
    .toSorted((a, b) => a.seconds - b.seconds);
}

function isCut(here: number, at: number, differences: readonly number[], fine: boolean): boolean {
  if (here < perhaps) return false;
  const usual = median([...differences.slice(Math.max(0, at - around), at), ...differences.slice(at + 1, at + 1 + around)]);
  const calm = here >= timesCalmer * usual;
  if (!fine) return calm || here >= surely;
  const isPeak = here >= (differences[at - 1] ?? 0) && here >= (differences[at + 1] ?? 0);
  return isPeak && (calm || (here >= surely && here >= timesPeak * usual));
}

const gapsOf = (samples: readonly Sample[]): number[] =>
  samples.slice(1).map(({ seconds }, before) => seconds - (samples[before]?.seconds ?? 0));

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A sample with what is compared again and again. */
interface Measured extends Sample {
  mean: number;
  /** Sum of the squared distances from the mean. */
  power: number;
}

function measured({ seconds, grey }: Sample): Measured {
  let [sum, squares] = [0, 0];
  for (const value of grey) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / grey.length;
  return { seconds, grey, mean, power: Math.max(0, squares - sum * mean) };
}

/** 0 for the same picture, 1 for one that has nothing in common: neither brightness nor form. Either alone is what a lamp or a hand can do. */
function difference(one: Measured, other: Measured): number {
  let [product, apart] = [0, 0];
  for (let at = 0; at < samplePixels; at += 1) {
    const [a, b] = [one.grey[at] ?? 0, other.grey[at] ?? 0];
    product += a * b;
    apart += Math.abs(a - b);
  }
  const common = product - samplePixels * one.mean * other.mean;
  const likeness = Math.max(0, common / Math.sqrt(one.power * other.power || 1));
  return (1 - likeness) * Math.min(1, apart / samplePixels / fullDifference);
}

/** The hash of a film's picture; its grey alone, which is enough for 64 low frequencies. */
function hashOf({ grey }: Sample): string {
  const rgb = new Uint8Array(grey.length * 3);
  for (let at = 0; at < rgb.length; at += 1) rgb[at] = grey[Math.floor(at / 3)] ?? 0;
  return perceptualHash({ width: sampleSide, height: sampleSide, rgb });
}

/**
 * What the pictures of a film look like. Takes about 200 ms of one core, in small steps.
 * @param cells those of the sprite sheet, in its order
 * @param samples those that tell of cuts; null where they are the cells
 * @param coverSeconds time of the cover, which is one of the cells
 */
export async function lookOf(
  cells: readonly RawCell[],
  size: Size,
  samples: readonly Sample[] | null,
  coverSeconds: number,
): Promise<Look> {
  const pictures: Picture[] = [];
  const small: Sample[] = [];
  const hashes: string[] = [];
  for (const cell of cells) {
    const sample = sampleOf(cell, size);
    pictures.push(pictureOf(cell.yuv, size));
    small.push(sample);
    hashes.push(hashOf(sample));
    // Others of the service have their turn in between.
    await setImmediate();
  }
  const cover = pictures[cells.findIndex(({ seconds }) => seconds === coverSeconds)] ?? pictures[0];
  return {
    placeholder: cover === undefined ? '' : placeholderOf(cover),
    colours: coloursOf(pictures),
    hashes,
    cuts: cutsOf(samples ?? small),
  };
}
