import { AppError, type ProcessResult } from '@reelm/service-kit';
import { assertHadMemory } from '../media/memory.js';
import { decodeProblem } from '../media/problems.js';
import { FragmentReader, type Part, type TrackRun } from './fragments.js';
import { streamEpochSeconds } from './stream-arguments.js';
import { segmentAt, segmentCount, segmentStart, type Timeline } from './timeline.js';

/** How far a run works ahead of those who watch. */
export const aheadSeconds = 60;
const aheadBytes = 192 * 1024 ** 2;
/** A run that nobody asked for so long has lost its watchers. */
const patienceMs = 30_000;

export interface RunOptions {
  path: string;
  timeline: Timeline;
  from: number;
  /** Cores that it takes, by estimate. */
  load: number;
  /** How far ahead of what is done one waits for it rather than to begin another run there, in seconds of film. */
  reachSeconds: number;
  start: (signal: AbortSignal, onStdout: (chunk: Buffer) => Promise<void> | void) => Promise<ProcessResult>;
  onInit: (bytes: Buffer) => void;
  onSegment: (index: number, bytes: Buffer) => Promise<void>;
  now?: () => number;
}

/** One ffmpeg that makes the segments of a stream one after the other, until the end or until nobody watches. */
export class StreamRun {
  /** When each player last asked. */
  private readonly players = new Map<string, number>();
  private readonly abort = new AbortController();
  private readonly reader = new FragmentReader();
  private readonly startedAt: number;
  private readonly now: () => number;
  private current: number;
  private pieces: Buffer[] = [];
  /** First segment that is not done. */
  private done: number;
  private wanted: number;
  private readonly ahead = new Map<number, number>();
  private makeRoom: (() => void) | undefined;
  private stopped = false;
  /** Since the start until it first had to wait: how long it took for how much film. */
  speed: { filmSeconds: number; seconds: number } | null = null;

  constructor(private readonly options: RunOptions) {
    this.now = options.now ?? Date.now;
    this.startedAt = this.now();
    this.current = this.done = this.wanted = options.from;
  }

  get load(): number {
    return this.options.load;
  }

  /** Whether it takes processor time now. */
  get isWorking(): boolean {
    return !this.stopped && !this.isFarAhead();
  }

  get isAlive(): boolean {
    return !this.stopped;
  }

  /** Runs to the end. @throws AppError stream.failed, storage.full, media.out_of_memory */
  async run(): Promise<void> {
    const { start, path } = this.options;
    try {
      const result = await start(this.abort.signal, (chunk) => this.take(chunk));
      assertHadMemory(result, 'ffmpeg');
      if (result.code !== 0) throw new AppError('stream.failed', { problem: decodeProblem(result.stderr, path).details['problem'] });
      await this.finish();
    } catch (error) {
      if (!this.stopped) throw error;
    } finally {
      this.noteSpeed();
      this.stopped = true;
    }
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.makeRoom?.();
    this.abort.abort(new AppError('job.cancelled'));
  }

  /** Whether a segment will come from here soon enough to wait for it, or came from here. */
  covers(index: number): boolean {
    const { from, timeline, reachSeconds } = this.options;
    return !this.stopped && index >= from && segmentStart(timeline, index) <= segmentStart(timeline, this.done) + reachSeconds;
  }

  /** Whether a segment is still to come. */
  willMake(index: number): boolean {
    return this.covers(index) && index >= this.done;
  }

  /** Whether one player alone is served. */
  isFor(player: string): boolean {
    return this.players.size === 1 && this.players.has(player);
  }

  request(index: number, player: string): void {
    this.players.set(player, this.now());
    this.wanted = Math.max(this.wanted, index);
    for (const made of this.ahead.keys()) if (made <= this.wanted) this.ahead.delete(made);
    if (!this.isFarAhead()) this.makeRoom?.();
  }

  /** A player went to another place. */
  leave(player: string): void {
    if (this.players.delete(player) && this.players.size === 0) this.stop();
  }

  /** Stops when nobody asked for a while. */
  stopIfForsaken(): void {
    const since = this.now() - patienceMs;
    for (const [player, askedAt] of this.players) if (askedAt < since) this.players.delete(player);
    if (this.players.size === 0 && this.startedAt < since) this.stop();
  }

  private take(chunk: Buffer): Promise<void> | void {
    if (this.stopped) return undefined;
    const parts = this.reader.push(chunk);
    return parts.length === 0 ? undefined : this.place(parts);
  }

  private async place(parts: readonly Part[]): Promise<void> {
    const { timeline, from, onInit } = this.options;
    for (const part of parts) {
      if (part.kind === 'init') {
        onInit(part.bytes);
        continue;
      }
      const picture = part.runs.find((run) => run.kind === 'vide');
      const index = picture === undefined ? this.current : segmentAt(timeline, picture.showSeconds - streamEpochSeconds);
      // ffmpeg begins at the keyframe before.
      if (index < from) continue;
      if (index > this.current) {
        await this.finish();
        this.current = index;
      }
      this.pieces.push(part.bytes);
      // The next one begins where this ends: whoever waits need not wait for its first fragment.
      if (picture !== undefined && this.reachesNext(picture)) {
        await this.finish();
        this.current += 1;
      }
    }
    while (this.isFarAhead() && !this.stopped) {
      this.noteSpeed();
      await new Promise<void>((resolve) => (this.makeRoom = resolve));
    }
  }

  /** What belongs to the last segment beside pictures may come until the end. */
  private reachesNext({ showSeconds, durationSeconds }: TrackRun): boolean {
    const { timeline } = this.options;
    const next = segmentAt(timeline, showSeconds + durationSeconds - streamEpochSeconds);
    return next > this.current && this.current + 1 < segmentCount(timeline);
  }

  private async finish(): Promise<void> {
    if (this.pieces.length === 0 || this.stopped) return;
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [];
    this.ahead.set(this.current, bytes.length);
    await this.options.onSegment(this.current, bytes);
    this.done = this.current + 1;
  }

  private isFarAhead(): boolean {
    const { timeline } = this.options;
    const seconds = segmentStart(timeline, this.done) - segmentStart(timeline, this.wanted + 1);
    const bytes = [...this.ahead].reduce((sum, [index, size]) => (index > this.wanted ? sum + size : sum), 0);
    return seconds > aheadSeconds || bytes > aheadBytes;
  }

  private noteSpeed(): void {
    const { timeline, from } = this.options;
    this.speed ??= {
      filmSeconds: segmentStart(timeline, this.done) - segmentStart(timeline, from),
      seconds: (this.now() - this.startedAt) / 1_000,
    };
  }
}
