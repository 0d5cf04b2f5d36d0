import type { FileEdit, Spread } from '@reelm/contracts';
import type { StreamDetails } from '../streams/stream-details.js';

type Convert = FileEdit & { kind: 'convert' };

/** How fine a picture is encoded: that of a conversion, or of what lies around exact cuts. Joined films are encoded as fine conversions are. */
type Finish = Convert['quality'] | 'cut';

/** Bits for each pixel of ordinary film at normal quality. */
const bitsPerPixel: Record<Convert['codec'], number> = { h264: 0.065, hevc: 0.045, av1: 0.035 };
const ofFinish: Record<Finish, number> = { small: 0.6, normal: 1, fine: 1.8, cut: 2.2 };
/** Pixels that a core encodes in a second, with the presets that are used; decoding takes 290 million. Measured on 2 cores of a home server. */
const encodedPerSecond: Record<Convert['codec'], number> = { h264: 30e6, hevc: 6e6, av1: 14e6 };
const decodedPerSecond = 290e6;
/** Encoded with another preset than conversions. */
const fasterThere: Partial<Record<Finish, number>> = { cut: 1.6 };
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
export const sumOf = (estimates: readonly Estimate[]): Estimate =>
  estimates.reduce((sum, one) => ({ low: sum.low + one.low, middle: sum.middle + one.middle, high: sum.high + one.high }), about(0, 1));

type Size = Pick<StreamDetails['video'], 'width' | 'height' | 'frameRate'>;
const pixelsPerSecond = ({ width, height, frameRate }: Size): number => width * height * (frameRate ?? 25);

export const copySeconds = (bytes: number): number => 1 + bytes / copiedPerSecond;

/** What is to be encoded, in pixels. */
export interface Effort {
  codec: Convert['codec'];
  quality: Finish;
  decoded: number;
  encoded: number;
}
/** What such work cost on this machine. */
export interface Conversion extends Effort {
  seconds: number;
}

/** Films that are fitted to each other, and what lies around exact cuts. */
export const fitted = { codec: 'h264', quality: 'fine' } as const;
export const aroundCuts = { codec: 'h264', quality: 'cut' } as const;

export const effortOf = (
  { codec, quality }: Pick<Effort, 'codec' | 'quality'>,
  source: Size,
  target: Size,
  filmSeconds: number,
): Effort => ({
  codec,
  quality,
  decoded: filmSeconds * pixelsPerSecond(source),
  encoded: filmSeconds * pixelsPerSecond(target),
});
/** Several of the same kind, one after the other. */
export const together = (efforts: readonly Effort[]): Effort =>
  efforts.reduce((sum, { decoded, encoded }) => ({ ...sum, decoded: sum.decoded + decoded, encoded: sum.encoded + encoded }));

export const encodeSeconds = ({ codec, quality, decoded, encoded }: Effort, cores: number): number =>
  (decoded / decodedPerSecond + encoded / (encodedPerSecond[codec] * (fasterThere[quality] ?? 1))) / cores;

/** The last conversions tell how fast the machine is; those of long ago were perhaps done by another. */
const fewest = { off: 1.8, several: 1.4, most: 3 } as const;

/**
 * How long encoding takes by what was encoded to this codec here, as fine as this where there is any; null where there is none.
 * @param done the newest first
 */
export function secondsBy(done: readonly Conversion[], effort: Effort, cores: number): Estimate | null {
  const ofCodec = done.filter(({ codec }) => codec === effort.codec);
  const alike = ofCodec.filter((one) => one.quality === effort.quality);
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

/** What is encoded from coarse pictures becomes larger than they were, to show all that is coarse in them; so many times at most. */
const mostOfSource: Record<Finish, number> = { small: 2, normal: 3, fine: 5, cut: 6 };

/** Bytes of what is encoded of a film whose picture nobody knows. */
export function encodedBytes(effort: Effort, details: Pick<StreamDetails, 'bitRate' | 'audio'>, filmSeconds: number): Estimate {
  const { codec, quality, encoded } = effort;
  const finest = details.bitRate === null ? Infinity : mostOfSource[quality] * details.bitRate * filmSeconds;
  const sound = details.audio.length * soundBytes(filmSeconds);
  const whole = (bits: number) => Math.min(bits, finest) / 8 + sound;
  const { middle, low, high } = guessed(encoded * bitsPerPixel[codec] * ofFinish[quality]);
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
