/** A track of a fragmented MP4. */
export interface Track {
  id: number;
  kind: string;
  /** Ticks in a second. */
  timescale: number;
}

/** What one fragment holds of one track, in seconds. */
export interface TrackRun {
  trackId: number;
  kind: string;
  decodeSeconds: number;
  /** When its first sample is shown. */
  showSeconds: number;
  durationSeconds: number;
  samples: number;
}

export type Part =
  { kind: 'init'; bytes: Buffer; tracks: readonly Track[] } | { kind: 'fragment'; bytes: Buffer; runs: readonly TrackRun[] };

interface Box {
  type: string;
  /** Without its header. */
  body: Buffer;
}

/** Longer ones are not fragments of anything that is played. */
const longestBox = 512 * 1024 ** 2;

/** Takes fragmented MP4 (ISO/IEC 14496-12) apart as it comes: first what all fragments share, then each fragment. */
export class FragmentReader {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private head: Buffer[] = [];
  private moof: Buffer | null = null;
  private tracks: readonly Track[] = [];

  /** @throws when what comes is not fragmented MP4 */
  push(chunk: Buffer): Part[] {
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    const parts: Part[] = [];
    for (let box = this.nextBox(); box !== null; box = this.nextBox()) {
      const part = this.take(box.type, box.bytes);
      if (part !== null) parts.push(part);
    }
    return parts;
  }

  private nextBox(): { type: string; bytes: Buffer } | null {
    if (this.pendingBytes < 16) return null;
    const start = this.front(16);
    const small = start.readUInt32BE(0);
    const size = small === 1 ? Number(start.readBigUInt64BE(8)) : small;
    if (size < 8 || size > longestBox) throw new Error(`a box of ${size} bytes`);
    if (this.pendingBytes < size) return null;
    const whole = this.front(size);
    const bytes = whole.subarray(0, size);
    this.pending = whole.length > size ? [whole.subarray(size), ...this.pending.slice(1)] : this.pending.slice(1);
    this.pendingBytes -= size;
    return { type: bytes.toString('latin1', 4, 8), bytes };
  }

  /** The first chunk, made at least this long. */
  private front(length: number): Buffer {
    let first = this.pending[0] ?? Buffer.alloc(0);
    if (first.length >= length) return first;
    let count = 0;
    for (let have = 0; have < length; count += 1) have += this.pending[count]?.length ?? 0;
    first = Buffer.concat(this.pending.slice(0, count));
    this.pending = [first, ...this.pending.slice(count)];
    return first;
  }

  private take(type: string, bytes: Buffer): Part | null {
    switch (type) {
      case 'ftyp':
        this.head = [bytes];
        return null;
      case 'moov':
        this.tracks = readTracks(bytes);
        return { kind: 'init', bytes: Buffer.concat([...this.head, bytes]), tracks: this.tracks };
      case 'moof':
        this.moof = bytes;
        return null;
      case 'mdat': {
        if (this.moof === null) throw new Error('data without a description');
        const runs = readRuns(this.moof, this.tracks);
        const part: Part = { kind: 'fragment', bytes: Buffer.concat([this.moof, bytes]), runs };
        this.moof = null;
        return part;
      }
      default:
        return null;
    }
  }
}

function* boxes(bytes: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size) };
    at += size;
  }
}

const inside = (bytes: Buffer, ...path: readonly string[]): Buffer | undefined =>
  path.reduce<Buffer | undefined>((within, type) => within && [...boxes(within)].find((box) => box.type === type)?.body, bytes);

function readTracks(moov: Buffer): Track[] {
  return [...boxes(moov.subarray(8))]
    .filter((box) => box.type === 'trak')
    .flatMap(({ body }) => {
      const [tkhd, mdhd, hdlr] = [inside(body, 'tkhd'), inside(body, 'mdia', 'mdhd'), inside(body, 'mdia', 'hdlr')];
      if (tkhd === undefined || mdhd === undefined || hdlr === undefined) return [];
      // Version 1 has times of 64 bits before these fields.
      return {
        id: tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12),
        timescale: mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12),
        kind: hdlr.toString('latin1', 8, 12),
      };
    });
}

function readRuns(moof: Buffer, tracks: readonly Track[]): TrackRun[] {
  return [...boxes(moof.subarray(8))].filter((box) => box.type === 'traf').flatMap(({ body }) => readRun(body, tracks) ?? []);
}

function readRun(traf: Buffer, tracks: readonly Track[]): TrackRun | null {
  const [tfhd, tfdt] = [inside(traf, 'tfhd'), inside(traf, 'tfdt')];
  const track = tracks.find((one) => one.id === tfhd?.readUInt32BE(4));
  if (tfhd === undefined || tfdt === undefined || track === undefined) return null;
  const decode = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
  const commonDuration = defaultDuration(tfhd);
  let [duration, samples, firstOffset] = [0, 0, 0];
  for (const { type, body } of boxes(traf)) {
    if (type !== 'trun') continue;
    const run = readSamples(body, commonDuration);
    if (samples === 0) firstOffset = run.firstOffset;
    duration += run.duration;
    samples += run.samples;
  }
  const { timescale, kind } = track;
  return {
    trackId: track.id,
    kind,
    decodeSeconds: decode / timescale,
    showSeconds: (decode + firstOffset) / timescale,
    durationSeconds: duration / timescale,
    samples,
  };
}

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;

function defaultDuration(tfhd: Buffer): number {
  const flags = tfhd.readUIntBE(1, 3);
  if (!has(flags, 0x8)) return 0;
  return tfhd.readUInt32BE(8 + (has(flags, 0x1) ? 8 : 0) + (has(flags, 0x2) ? 4 : 0));
}

function readSamples(trun: Buffer, commonDuration: number): { samples: number; duration: number; firstOffset: number } {
  const flags = trun.readUIntBE(1, 3);
  const samples = trun.readUInt32BE(4);
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => has(flags, flag));
  const start = 8 + (has(flags, 0x1) ? 4 : 0) + (has(flags, 0x4) ? 4 : 0);
  const step = fields.length * 4;
  let duration = has(flags, 0x100) ? 0 : samples * commonDuration;
  if (has(flags, 0x100)) for (let index = 0; index < samples; index += 1) duration += trun.readUInt32BE(start + index * step);
  const offsetPlace = start + fields.indexOf(0x800) * 4;
  return { samples, duration, firstOffset: has(flags, 0x800) && samples > 0 ? trun.readInt32BE(offsetPlace) : 0 };
}
