import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { FailureReason } from '@reelm/contracts';
import { AppError, JobWorkers, Log, toAppError } from '@reelm/service-kit';
import type { Content } from '../files/content.js';
import { Capacity } from './capacity.js';
import { EncoderService } from './encoder.service.js';
import { findRung, outputFrameRate, type Rung } from './ladder.js';
import { mediaPlaylist } from './playlists.js';
import { SegmentStore } from './segment-store.repository.js';
import type { StreamDetails } from './stream-details.js';
import { StreamFilesService, streamVersion, type StreamFile } from './stream-files.service.js';
import { StreamRun } from './stream-run.js';
import type { RunRequest } from './stream-arguments.js';
import { StreamToolsRepository } from './stream-tools.repository.js';
import { convertedTimeline, copiedTimeline, segmentAt, segmentCount, type Range, type Timeline } from './timeline.js';

/** Names a stream of a file. */
export interface StreamAddress {
  fileId: string;
  /** `copy`, or for example `720p`. */
  picture: string;
  /** `none`, or for example `copy-0` or `aac-1`: the place among the audio tracks. */
  sound: string;
  /** The part of the file that is the video; null for all of it. */
  range: Range | null;
  /** What the player thinks to play; undefined where it does not say. */
  version?: string | undefined;
}

/** A stream that was asked for lately. */
interface Stream {
  key: string;
  file: StreamFile;
  timeline: Timeline;
  rung: Rung | null;
  sound: RunRequest['sound'];
  untilSeconds: number | null;
  /** By how many threads it is converted: by one once there was not enough memory. */
  threads: number;
  init: Buffer | null;
  runs: Set<StreamRun>;
  /** Who waits for the description, and for segments by their number. */
  waiting: Set<Waiter>;
  usedAt: number;
}

interface Waiter {
  index: number | 'init';
  resolve: (bytes: Buffer) => void;
  reject: (error: unknown) => void;
}

/** Cores that passing a picture on takes, about. */
const copyLoad = 0.05;
/** How far from what is done one waits rather than to begin anew there: copies are fast, conversions are not. */
const copyReachSeconds = 60;
const convertReachSeconds = 6;
/** After what a player waits for, which would be on its way for longer if the copy went on meanwhile. */
const restMs = 200;
const lookEveryMs = 1_000;
const forgetAfterMs = 600_000;

/**
 * Makes streams while somebody watches: each segment by the run that is nearest before it, or a new one. Runs are shared by all who watch the
 * same at about the same place, stop working when they are far ahead, and end when nobody asks any more.
 */
@Injectable()
export class StreamsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly streams = new Map<string, Stream>();
  private readonly opening = new Map<string, Promise<Stream>>();
  private readonly ended = new Set<Promise<void>>();
  private readonly capacity = new Capacity(availableParallelism());
  private readonly timer = setInterval(() => this.look(), lookEveryMs).unref();

  constructor(
    private readonly files: StreamFilesService,
    private readonly tools: StreamToolsRepository,
    private readonly encoders: EncoderService,
    private readonly store: SegmentStore,
    private readonly workers: JobWorkers,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.workers.holdBackground(() => this.runs().some((run) => run.load > copyLoad && run.isWorking));
  }

  async version(content: Content): Promise<string> {
    const { name, preset } = await this.encoders.find();
    return streamVersion(content, `${name}:${preset}`);
  }

  keepsUp({ video }: StreamDetails, rung: Rung): boolean {
    return this.capacity.keepsUp(this.loadOf(video, rung));
  }

  /** Why a conversion would be refused now. */
  refusal({ video }: StreamDetails, rung: Rung | undefined, player: string): FailureReason | null {
    if (rung === undefined || this.hasRoom(this.loadOf(video, rung), player)) return null;
    return this.full().toReason();
  }

  /** @param at where the player will begin, in seconds @throws AppError stream.changed, request.invalid, video.file_missing */
  async playlist(address: StreamAddress, query: string, player: string, at: number | undefined): Promise<string> {
    const stream = await this.open(address);
    if (at !== undefined) this.prepare(stream, at, player);
    return mediaPlaylist(stream.timeline, query, at);
  }

  /** What all segments share. @param at where the player will begin, in seconds */
  async init(address: StreamAddress, player: string, at = 0): Promise<Buffer> {
    const stream = await this.open(address);
    if (stream.init !== null) return stream.init;
    this.provide(stream, firstSegment(stream, at), player);
    return this.wait(stream, 'init');
  }

  /** @throws AppError stream.segment_missing, stream.machine_full, stream.failed, storage.full, media.out_of_memory and those of `playlist` */
  async segment(address: StreamAddress, index: number, player: string): Promise<Buffer> {
    const stream = await this.open(address);
    if (index >= segmentCount(stream.timeline)) throw new AppError('stream.segment_missing');
    const kept = await this.store.get(stream.key, index);
    if (kept !== null) {
      // Whoever is served from what is kept goes on to what is being made behind it.
      const behind = [...stream.runs].find((run) => run.covers(index));
      this.leaveOthers(player, behind);
      behind?.request(index, player);
      return kept;
    }
    this.provide(stream, index, player);
    return this.wait(stream, index);
  }

  private async open(address: StreamAddress): Promise<Stream> {
    const file = await this.files.find(address.fileId);
    const version = await this.version(file.content);
    if (address.version !== undefined && address.version !== version) throw new AppError('stream.changed');
    const { picture, sound, range } = address;
    const key = [version, picture, sound, ...(range === null ? [] : [range.startSeconds, range.endSeconds])].join('_');
    const known = this.streams.get(key);
    if (known !== undefined) {
      known.usedAt = Date.now();
      return known;
    }
    const opening = this.opening.get(key) ?? this.describe(key, file, address).finally(() => this.opening.delete(key));
    this.opening.set(key, opening);
    return opening;
  }

  private async describe(key: string, file: StreamFile, { picture, sound, range }: StreamAddress): Promise<Stream> {
    const { details } = file;
    const rung = picture === 'copy' ? null : findRung(details.video, Number.parseInt(picture, 10));
    if (rung === undefined) throw new AppError('request.invalid', { problem: `the file has no picture of ${picture}` });
    const stream: Stream = {
      key,
      file,
      rung,
      sound: soundOf(details, sound),
      timeline: await this.timeline(file, rung, range),
      untilSeconds: range?.endSeconds ?? null,
      threads: Math.min(8, this.capacity.cores),
      init: null,
      runs: new Set(),
      waiting: new Set(),
      usedAt: Date.now(),
    };
    this.streams.set(key, stream);
    return stream;
  }

  private async timeline(file: StreamFile, rung: Rung | null, range: Range | null): Promise<Timeline> {
    const { durationSeconds } = file.details;
    if (rung !== null) {
      const whole = { startSeconds: 0, endSeconds: durationSeconds ?? (await this.files.cutPlaces(file)).endSeconds };
      return convertedTimeline(range === null ? whole : { ...range, endSeconds: Math.min(range.endSeconds, whole.endSeconds) });
    }
    const cuts = await this.files.cutPlaces(file);
    const timeline = copiedTimeline(cuts.keyframes, range ?? { startSeconds: 0, endSeconds: cuts.endSeconds }, range === null);
    if (typeof timeline === 'string')
      throw new AppError('stream.failed', { problem: 'the picture cannot be cut where it would have to be' });
    return timeline;
  }

  /** Begins what a player asks for next, where that costs next to nothing. */
  private prepare(stream: Stream, at: number, player: string): void {
    const index = firstSegment(stream, at);
    if (stream.rung === null && !this.store.has(stream.key, index) && this.hasRoom(copyLoad)) this.provide(stream, index, player);
  }

  /** Sees to it that a segment is made. @throws AppError stream.machine_full */
  private provide(stream: Stream, index: number, player: string): void {
    const run = [...stream.runs].find((one) => one.willMake(index));
    this.leaveOthers(player, run);
    if (run === undefined) this.start(stream, index, player);
    else run.request(index, player);
  }

  /** A player watches one place at a time. */
  private leaveOthers(player: string, run: StreamRun | undefined): void {
    for (const other of this.runs()) if (other !== run) other.leave(player);
  }

  private start(stream: Stream, from: number, player: string): void {
    const { file, rung, timeline, key } = stream;
    const load = rung === null ? copyLoad : this.loadOf(file.details.video, rung);
    const alone = this.runs().every((other) => other.load <= copyLoad);
    if (!this.hasRoom(load)) throw this.full();
    const run = new StreamRun({
      path: file.path,
      timeline,
      from,
      load,
      reachSeconds: rung === null ? copyReachSeconds : convertReachSeconds,
      start: async (signal, onStdout) => this.tools.run(await this.request(stream, from), signal, onStdout),
      onInit: (bytes) => {
        stream.init ??= bytes;
        settle(stream, 'init', bytes);
      },
      onSegment: async (index, bytes) => {
        const kept = this.store.put(key, index, bytes);
        // Nobody who waits need wait for the disk.
        settle(stream, index, bytes);
        await kept;
        if (index === from && rung === null) await setTimeout(restMs);
      },
    });
    run.request(from, player);
    stream.runs.add(run);
    const ended = this.follow(stream, run, alone).finally(() => this.ended.delete(ended));
    this.ended.add(ended);
  }

  private async follow(stream: Stream, run: StreamRun, alone: boolean): Promise<void> {
    let problem: AppError = new AppError('stream.segment_missing');
    try {
      await run.run();
    } catch (error) {
      problem = toAppError(error);
      if (problem.code === 'media.out_of_memory') stream.threads = 1;
      if (problem.code === 'stream.failed' && stream.rung !== null) this.encoders.giveUpHardware();
      this.log.warning({ err: error, fileId: stream.file.content.fileId }, 'a stream ended early');
    }
    stream.runs.delete(run);
    if (stream.rung !== null && run.speed !== null && alone) this.capacity.observe(run.load, run.speed.filmSeconds, run.speed.seconds);
    // Whoever still waits and is not served by another run has waited in vain.
    for (const waiter of stream.waiting) {
      const { index } = waiter;
      const isComing = [...stream.runs].some((other) => (index === 'init' ? true : other.willMake(index)));
      if (isComing) continue;
      stream.waiting.delete(waiter);
      waiter.reject(problem);
    }
  }

  private async request({ file, timeline, rung, sound, untilSeconds, threads }: Stream, from: number): Promise<RunRequest> {
    return {
      path: file.path,
      details: file.details,
      timeline,
      from,
      untilSeconds,
      rung,
      sound,
      encoder: await this.encoders.find(),
      canToneMap: await this.tools.canToneMap(),
      threads,
    };
  }

  private wait(stream: Stream, index: Waiter['index']): Promise<Buffer> {
    return new Promise((resolve, reject) => stream.waiting.add({ index, resolve, reject }));
  }

  private runs(): StreamRun[] {
    return [...this.streams.values()].flatMap((stream) => [...stream.runs]).filter((run) => run.isAlive);
  }

  private loadOf(video: StreamDetails['video'], rung: Rung): number {
    return this.capacity.load(video, rung, outputFrameRate(video.frameRate), this.encoders.preset);
  }

  /**
   * Copying costs next to nothing, so copies and conversions do not refuse each other.
   * @param player who would take this in place of what is made for it now
   */
  private hasRoom(load: number, player?: string): boolean {
    const alike = this.runs().filter((run) => run.load > copyLoad === load > copyLoad && (player === undefined || !run.isFor(player)));
    return this.capacity.admits(
      alike.map((run) => run.load),
      load,
    );
  }

  private full(): AppError {
    return new AppError('stream.machine_full', { running: this.runs().filter((run) => run.load > copyLoad).length });
  }

  private look(): void {
    const forgotten = Date.now() - forgetAfterMs;
    for (const [key, stream] of this.streams) {
      if (stream.waiting.size === 0) for (const run of stream.runs) run.stopIfForsaken();
      if (stream.runs.size === 0 && stream.waiting.size === 0 && stream.usedAt < forgotten) this.streams.delete(key);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const run of this.runs()) run.stop();
    await Promise.all(this.ended);
    await this.store.clear();
  }
}

/** The segment with which a player begins that begins at this second. */
const firstSegment = ({ timeline }: Stream, at: number): number => Math.max(0, segmentAt(timeline, at));

function settle(stream: Stream, index: Waiter['index'], bytes: Buffer): void {
  for (const waiter of stream.waiting) {
    if (waiter.index !== index) continue;
    stream.waiting.delete(waiter);
    waiter.resolve(bytes);
  }
}

function soundOf(details: StreamDetails, sound: string): RunRequest['sound'] {
  const [kind = '', number = ''] = sound.split('-');
  if (kind === 'none') return { kind: 'none' };
  const track = details.audio[Number(number)];
  if (track === undefined) throw new AppError('request.invalid', { problem: 'the file has no such audio track' });
  return { kind: kind === 'copy' ? 'copy' : 'aac', stream: track.stream };
}
