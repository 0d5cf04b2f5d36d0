import type { StoredTimeline } from '@reelm/contracts';
import { ffmpegInput, ffmpegPreamble } from './framing.js';
import type { VideoStream } from './probe.js';

/** Enough for peaks and loudness; less to decode into. */
const sampleRate = 8_000;
const mostPeaks = 2_000;
const peaksPerSecond = 10;
/** Parts of the loudness and motion lists. */
const mostParts = 500;
const quietest = -60;
/** The busiest parts of a film: what they have counts as full motion, so that one flash does not flatten all others. */
const busiest = 0.98;
/** Where more of the packets are keyframes than this, their sizes tell nothing of motion. */
const mostKeyframes = 0.9;

export const packetList = 'packets.txt';

const asSamples: readonly string[] = [
  // Sound that begins later, or has gaps, stays in its place.
  '-af',
  `aresample=${sampleRate}:async=1:first_pts=0`,
  '-ac',
  '1',
  '-f',
  's16le',
  'pipe:1',
];

/**
 * One reading of the file, in which only sound is decoded: samples of one channel on stdout, and a list of the picture's packets. How large
 * those between keyframes are is how much changes in the picture, for no more than it costs to read the file.
 */
export const timelineArguments = (path: string, video: VideoStream, audioIndex: number | null): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path),
  '-map',
  `0:${video.index}`,
  '-c:v',
  'copy',
  '-f',
  'framecrc',
  packetList,
  ...(audioIndex === null ? [] : ['-map', `0:${audioIndex}`, ...asSamples]),
];

/** Parts in which the sound of a part of a film is told. */
export const detailParts = 2_000;

/** Sound of a part of a file as samples of one channel on stdout. */
export const soundArguments = (path: string, audioIndex: number, startSeconds: number, seconds: number): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path, ['-ss', startSeconds.toFixed(3)]),
  '-t',
  seconds.toFixed(3),
  '-map',
  `0:${audioIndex}`,
  ...asSamples,
];

const parts = (durationSeconds: number, perSecond: number, most: number): number =>
  Math.max(1, Math.min(most, Math.ceil(durationSeconds * perSecond)));

/** Loudness of sound that comes in chunks. */
export class LevelMeter {
  private readonly peaks: Uint16Array;
  private readonly power: Float64Array;
  private readonly counts: Uint32Array;
  private sample = 0;
  private odd: Buffer | null = null;

  constructor(
    private readonly durationSeconds: number,
    peaks = parts(durationSeconds, peaksPerSecond, mostPeaks),
  ) {
    this.peaks = new Uint16Array(peaks);
    this.power = new Float64Array(parts(durationSeconds, 1, mostParts));
    this.counts = new Uint32Array(this.power.length);
  }

  /** Signed 16-bit little-endian samples; a sample may lie across two chunks. */
  add(given: Buffer): void {
    const chunk = this.odd === null ? given : Buffer.concat([this.odd, given]);
    const whole = chunk.length - (chunk.length % 2);
    this.odd = whole < chunk.length ? chunk.subarray(whole) : null;
    const samples = this.durationSeconds * sampleRate;
    for (let at = 0; at < whole; at += 2, this.sample += 1) {
      const value = Math.abs(chunk.readInt16LE(at));
      const share = Math.min(this.sample / samples, 0.999_999);
      const peak = Math.floor(share * this.peaks.length);
      if (value > (this.peaks[peak] ?? 0)) this.peaks[peak] = value;
      const part = Math.floor(share * this.power.length);
      this.power[part] = (this.power[part] ?? 0) + value * value;
      this.counts[part] = (this.counts[part] ?? 0) + 1;
    }
  }

  get seconds(): number {
    return this.sample / sampleRate;
  }

  /** Null when there was no sound at all. */
  read(): Pick<StoredTimeline, 'waveform' | 'loudness'> {
    if (this.sample === 0) return { waveform: null, loudness: null };
    return {
      waveform: Array.from(this.peaks, (peak) => Math.min(255, Math.round((peak / 32_768) * 255))),
      loudness: Array.from(this.power, (power, part) => {
        const mean = Math.sqrt(power / Math.max(1, this.counts[part] ?? 0)) / 32_768;
        const decibels = mean > 0 ? 20 * Math.log10(mean) : quietest;
        return Math.round(100 * Math.min(1, Math.max(0, 1 - decibels / quietest)));
      }),
    };
  }
}

/** How much changes in each part of a film, from ffmpeg's list of its packets; null where they do not tell. */
export function motionOf(list: string, durationSeconds: number): number[] | null {
  const changes = new Float64Array(parts(durationSeconds, 1, mostParts));
  let [packets, keyframes, secondsPerTick] = [0, 0, 0];
  for (const line of list.split('\n')) {
    if (line.startsWith('#tb')) secondsPerTick = secondsOf(line);
    if (line === '' || line.startsWith('#')) continue;
    const [, decode, present, , size, , flags] = line.split(',').map((field) => field.trim());
    packets += 1;
    // The flags are written where they are anything but "keyframe".
    if (flags === undefined || Number(flags.replace('F=', '')) % 2 === 1) {
      keyframes += 1;
      continue;
    }
    const seconds = [Number(present), Number(decode)].map((ticks) => ticks * secondsPerTick).find((time) => time >= 0);
    if (seconds === undefined) continue;
    const part = Math.min(changes.length - 1, Math.floor((seconds / durationSeconds) * changes.length));
    changes[part] = (changes[part] ?? 0) + Number(size);
  }
  if (packets === 0 || keyframes / packets > mostKeyframes) return null;
  const full = changes.toSorted()[Math.floor(busiest * (changes.length - 1))] ?? 0;
  return full > 0 ? Array.from(changes, (change) => Math.min(100, Math.round((100 * change) / full))) : null;
}

/** `#tb 0: 1/12800` */
function secondsOf(line: string): number {
  const [, above, below] = /: (\d+)\/(\d+)/.exec(line) ?? [];
  return above === undefined || below === undefined ? 0 : Number(above) / Number(below);
}
