import type { FileEdit } from '@reelm/contracts';
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

type Size = Pick<StreamDetails['video'], 'width' | 'height' | 'frameRate'>;
const pixelsPerSecond = ({ width, height, frameRate }: Size): number => width * height * (frameRate ?? 25);

export const copySeconds = (bytes: number): number => 1 + bytes / copiedPerSecond;

export const encodeSeconds = (codec: Convert['codec'], source: Size, target: Size, filmSeconds: number, cores: number): number =>
  (filmSeconds * (pixelsPerSecond(source) / decodedPerSecond + pixelsPerSecond(target) / encodedPerSecond[codec])) / cores;

/** The size of the picture that comes out of a conversion. */
export function targetSize({ video }: StreamDetails, { height }: Convert): Size {
  const { width, frameRate } = video;
  return height === null || height >= video.height ? video : { width: (width * height) / video.height, height, frameRate };
}

/** Bytes of a converted film: finer than its source it never is. */
export function convertedBytes(details: StreamDetails, edit: Convert, filmSeconds: number): number {
  const wanted = pixelsPerSecond(targetSize(details, edit)) * bitsPerPixel[edit.codec] * ofQuality[edit.quality];
  const picture = details.bitRate === null ? wanted : Math.min(wanted, 1.5 * details.bitRate);
  return ((picture + details.audio.length * soundBitRate) * filmSeconds) / 8;
}

export const soundBytes = (filmSeconds: number): number => (soundBitRate * filmSeconds) / 8;
