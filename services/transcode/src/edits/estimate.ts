import type { FileEdit, Spread } from '@reelm/contracts';
import type { StreamDetails } from '../streams/stream-details.js';

type Convert = FileEdit & { kind: 'convert' };

/** Bits for each pixel of ordinary film at normal quality. */
const bitsPerPixel: Record<Convert['codec'], number> = { h264: 0.065, hevc: 0.045, av1: 0.035 };
const ofQuality: Record<Convert['quality'], number> = { small: 0.6, normal: 1, fine: 1.8 };
/** Pixels that a core encodes in a second, with the presets that are used; decoding takes 290 million. Measured on 2 cores of a home server. */
const encodedPerSecond: Record<Convert['codec'], number> = { h264: 30e6, hevc: 6e6, av1: 14e6 };
const decodedPerSecond = 290e6;
/** Written by ffmpeg, put into the store, and put into the library, each time to a disk. */
const copiedPerSecond = 40e6;
const soundBitRate = 192_000;

/** Nobody knows the film, or the machine: pictures that stand still need a fraction, rain and confetti several times as much. */
const unknown = 2.5;

/** A number that is not known for sure. */
export interface Estimate extends Spread {
  middle: number;
}
/** @param factor how far off it may well be, as what it is multiplied or divided with */
export const about = (middle: number, factor: number): Estimate => ({ middle, low: middle / factor, high: middle * factor });
export const guessed = (middle: number): Estimate => about(middle, unknown);

type Size = Pick<StreamDetails['video'], 'width' | 'height' | 'frameRate'>;
const pixelsPerSecond = ({ width, height, frameRate }: Size): number => width * height * (frameRate ?? 25);

export const copySeconds = (bytes: number): number => 1 + bytes / copiedPerSecond;

/** What a conversion is about, in pixels. */
export interface Effort {
  codec: Convert['codec'];
  decoded: number;
  encoded: number;
}
/** What a conversion cost on this machine. */
export interface Conversion extends Effort {
  quality: Convert['quality'];
  seconds: number;
}

export const effortOf = (codec: Convert['codec'], source: Size, target: Size, filmSeconds: number): Effort => ({
  codec,
  decoded: filmSeconds * pixelsPerSecond(source),
  encoded: filmSeconds * pixelsPerSecond(target),
});

export const encodeSeconds = ({ codec, decoded, encoded }: Effort, cores: number): number =>
  (decoded / decodedPerSecond + encoded / encodedPerSecond[codec]) / cores;

/** The last conversions tell how fast the machine is; those of long ago were perhaps done by another. */
const fewest = { off: 1.8, several: 1.4, most: 3 } as const;

/**
 * How long a conversion takes by what others to this codec took here, those of the same quality where there are any; null where there are none.
 * @param done the newest first
 */
export function secondsBy(done: readonly Conversion[], effort: Effort, quality: Convert['quality'], cores: number): Estimate | null {
  const ofCodec = done.filter(({ codec }) => codec === effort.codec);
  const alike = ofCodec.filter((one) => one.quality === quality);
  const slowness = (alike.length > 0 ? alike : ofCodec).map((one) => one.seconds / encodeSeconds(one, cores)).toSorted((a, b) => a - b);
  const [least, middle, most] = [slowness[0], slowness[Math.floor(slowness.length / 2)], slowness.at(-1)];
  if (least === undefined || middle === undefined || most === undefined) return null;
  const apart = Math.max(most / middle, middle / least);
  const factor = slowness.length === 1 ? fewest.off : Math.min(fewest.most, Math.max(fewest.several, apart));
  return about(middle * encodeSeconds(effort, cores), factor);
}

/** The size of the picture that comes out of a conversion. */
export function targetSize({ video }: StreamDetails, { height }: Convert): Size {
  const { width, frameRate } = video;
  return height === null || height >= video.height ? video : { width: (width * height) / video.height, height, frameRate };
}

/** Bytes of a converted film whose picture nobody knows: finer than its source it never is. */
export function convertedBytes(details: StreamDetails, edit: Convert, filmSeconds: number): Estimate {
  const wanted = pixelsPerSecond(targetSize(details, edit)) * bitsPerPixel[edit.codec] * ofQuality[edit.quality];
  const finest = details.bitRate === null ? Infinity : 1.5 * details.bitRate;
  const whole = (picture: number) => ((Math.min(picture, finest) + details.audio.length * soundBitRate) * filmSeconds) / 8;
  const { middle, low, high } = guessed(wanted);
  return { middle: whole(middle), low: whole(low), high: whole(high) };
}

/** What some seconds of a film became when they were converted. */
export interface Sample {
  filmSeconds: number;
  bytes: number;
  /** Of the picture that it begins with, which stands by itself. */
  firstPictureBytes: number;
  /** How long that took. */
  seconds: number;
}

/** Seconds from one picture that stands by itself to the next, as the encoders set them where the picture does not change. */
const betweenKeyframes = 250 / 25;
const surest = 1.2;
const leastSure = 2;

/** The size of a converted film, by some seconds of it. */
export function bytesBySamples(samples: readonly Sample[], filmSeconds: number): Estimate {
  const perSecond = samples.map(
    ({ bytes, firstPictureBytes, filmSeconds: sampled }) =>
      (bytes - firstPictureBytes) / sampled + firstPictureBytes / Math.min(betweenKeyframes, Math.max(filmSeconds, sampled)),
  );
  const mean = perSecond.reduce((sum, one) => sum + one, 0) / perSecond.length;
  const variance = perSecond.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, perSecond.length - 1);
  const off = perSecond.length === 1 ? leastSure : 1 + (2 * Math.sqrt(variance / perSecond.length)) / mean;
  return about(mean * filmSeconds, Math.min(leastSure, Math.max(surest, off)));
}

/** Each sample is sought for, and the encoder fills its pipe anew: the film as a whole goes somewhat faster. */
const startSeconds = 0.4;

export function secondsBySamples(samples: readonly Sample[], filmSeconds: number): Estimate {
  const sampled = samples.reduce((sum, one) => sum + one.filmSeconds, 0);
  const took = samples.reduce((sum, one) => sum + Math.max(one.seconds - startSeconds, one.seconds / 2), 0);
  return about((took * filmSeconds) / sampled, 1.6);
}

export const soundBytes = (filmSeconds: number): number => (soundBitRate * filmSeconds) / 8;
