import type { TimeRange } from '@reelm/contracts';

/** Where the packets of one stream are in the film, in the order in which a demuxer gives them. */
interface Stream {
  /** Seconds from the start of the film; NaN where the file does not say. */
  times: number[];
  keys: Set<number>;
}

/** Packets of a stream by their numbers: from the first one, without those behind it that are skipped, to before the last. */
export interface PacketRange {
  from: number;
  skipped: number;
  /** Null to the end. */
  until: number | null;
}

/** Less than half a frame, so that rounding moves no packet over a cut. */
const margin = 0.001;

/**
 * Which packets a stretch of a film is made of. They are told apart by number: frames are stored out of order, so that the keyframe at which the
 * next stretch begins may come before the last frame of this one, and ffmpeg's own idea of where a copy begins and ends goes by time alone.
 */
export class PacketTable {
  private readonly streams = new Map<number, Stream>();
  private rest = '';

  /** @param startSeconds time stamp at which the film begins */
  constructor(private readonly startSeconds: number) {}

  /** Lines of `stream_index,pts_time,flags`, as they come. */
  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }

  end(): void {
    this.take(this.rest);
    this.rest = '';
  }

  /** The packets of the picture for a stretch that begins at a keyframe and ends before one. */
  picture(stream: number, { startSeconds, endSeconds }: TimeRange): PacketRange {
    const { times, keys } = this.of(stream);
    const keyAt = (time: number) => [...keys].find((number) => Math.abs((times[number] ?? NaN) - time) < 2 * margin);
    const from = startSeconds <= margin ? 0 : (keyAt(startSeconds) ?? 0);
    // Shown before the keyframe, these need frames that are not here.
    let skipped = 0;
    while (from > 0 && (times[from + skipped + 1] ?? Infinity) < startSeconds - margin) skipped += 1;
    return { from, skipped, until: keyAt(endSeconds) ?? null };
  }

  /** The packets of sound or text that begin within a stretch. */
  within(stream: number, { startSeconds, endSeconds }: TimeRange, toEnd: boolean): PacketRange {
    const { times } = this.of(stream);
    const first = startSeconds <= margin ? 0 : times.findIndex((time) => time >= startSeconds - margin);
    const end = toEnd ? -1 : times.findIndex((time) => time >= endSeconds - margin);
    return { from: first === -1 ? times.length : first, skipped: 0, until: end === -1 ? null : end };
  }

  private of(stream: number): Stream {
    return this.streams.get(stream) ?? { times: [], keys: new Set() };
  }

  private take(line: string): void {
    const [index, time, flags] = line.split(',');
    if (index === undefined || flags === undefined) return;
    const known = this.streams.get(Number(index)) ?? { times: [], keys: new Set<number>() };
    this.streams.set(Number(index), known);
    if (flags.includes('K')) known.keys.add(known.times.length);
    known.times.push(Number.parseFloat(time ?? '') - this.startSeconds);
  }
}

/** The same as an expression of ffmpeg's `noise` filter, which counts packets from 0. */
export const dropOf = ({ from, skipped, until }: PacketRange): string | null => {
  const drops = [
    ...(from > 0 ? [`lt(n\\,${from})`] : []),
    ...(skipped > 0 ? [`between(n\\,${from + 1}\\,${from + skipped})`] : []),
    ...(until === null ? [] : [`gte(n\\,${until})`]),
  ];
  return drops.length === 0 ? null : `noise=drop=${drops.join('+')}`;
};
