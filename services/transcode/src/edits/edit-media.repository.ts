import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError, runProcess, SERVICE_CONFIG } from '@reelm/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { TranscodeConfig } from '../config.js';
import { FfmpegRepository, probeTimeoutMs, type Work } from '../media/ffmpeg.repository.js';
import { ffprobeArguments, runLimits, standsBack } from '../media/framing.js';
import { assertHadMemory } from '../media/memory.js';
import { complaintOf } from '../media/problems.js';
import { ToolsRepository } from '../media/tools.repository.js';
import { scratchFolder } from '../scratch.js';
import { PacketTable } from './packet-table.js';

/** The job itself ends sooner. */
const longestMs = 24 * 3_600_000;
/** Encoders of large pictures with many threads reserve far more addresses than they use. */
const addressSpaceBytes = 8 * 1024 ** 3;

export interface RunOptions {
  args: readonly string[];
  /** Private folder of the run. */
  folder: string;
  /** More than this it must not write. */
  mostBytes: number;
  signal: AbortSignal;
  /** Told how much of the film is written. */
  onSeconds: (seconds: number) => void;
}

/** What making new files of films asks of ffmpeg and of the disk of this service. */
@Injectable()
export class EditMediaRepository {
  private readonly scratch: string;

  constructor(
    private readonly tools: ToolsRepository,
    private readonly ffmpeg: FfmpegRepository,
    @Inject(SERVICE_CONFIG) config: TranscodeConfig,
  ) {
    this.scratch = scratchFolder(config);
  }

  /** All packets of a film, whose times count from `startSeconds`. */
  async packets(path: string, startSeconds: number, signal: AbortSignal): Promise<PacketTable> {
    const { ffprobe } = await this.tools.find();
    const packets = new PacketTable(startSeconds);
    const questions = ['-show_entries', 'packet=stream_index,pts_time,flags', '-of', 'csv=p=0'];
    await runProcess(ffprobe.path, ffprobeArguments(path, questions), {
      cwd: '/',
      timeoutMs: longestMs,
      limits: runLimits(longestMs),
      niceness: standsBack,
      signal,
      onStdout: (chunk) => packets.push(chunk.toString('latin1')),
    });
    packets.end();
    return packets;
  }

  /** Bytes of what was made, without its container, and those of its first picture. */
  async packetSizes(path: string, signal: AbortSignal): Promise<{ bytes: number; firstPictureBytes: number }> {
    const questions = ['-show_entries', 'packet=codec_type,size', '-of', 'csv=p=0'];
    const { stdout } = await this.ffmpeg.ffprobe(ffprobeArguments(path, questions), probeTimeoutMs, { signal });
    const packets = stdout
      .toString('latin1')
      .split('\n')
      .map((line) => line.split(','))
      .map(([kind, size]) => ({ kind, size: Number(size) }))
      .filter(({ size }) => size > 0);
    const bytes = packets.reduce((sum, { size }) => sum + size, 0);
    return { bytes, firstPictureBytes: packets.find(({ kind }) => kind === 'video')?.size ?? 0 };
  }

  /** One run of ffmpeg. @throws AppError `edit.failed`, `storage.full`, `media.out_of_memory` */
  async run({ args, folder, mostBytes, signal, onSeconds }: RunOptions): Promise<void> {
    const { ffmpeg } = await this.tools.find();
    const result = await runProcess(ffmpeg.path, args, {
      cwd: folder,
      timeoutMs: longestMs,
      limits: { addressSpaceBytes, fileBytes: Math.ceil(mostBytes) },
      niceness: standsBack,
      signal,
      env: { MALLOC_ARENA_MAX: '2' },
      onStdout: (chunk) => {
        const told = /out_time_us=(\d+)\s[^]*$/.exec(chunk.toString('latin1'))?.[1];
        if (told !== undefined) onSeconds(Number(told) / 1_000_000);
      },
    });
    const { code, stderr } = result;
    if (stderr.includes('No space left on device')) throw new AppError('storage.full', { path: this.scratch });
    assertHadMemory(result, 'ffmpeg');
    if (code !== 0) throw new AppError('edit.failed', { problem: complaintOf(stderr, nameless) });
  }

  inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
    return this.ffmpeg.inScratch(use);
  }

  async writeText(folder: string, name: string, text: string): Promise<void> {
    await writeFile(join(folder, name), text);
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Seconds of what was made, which has to be whole and readable. @throws AppError `edit.failed` */
  async lengthOf(path: string, work: Work): Promise<number> {
    const questions = ['-show_entries', 'format=duration', '-of', 'csv=p=0'];
    const { stdout, stderr, code } = await this.ffmpeg.ffprobe(ffprobeArguments(path, questions), probeTimeoutMs, work);
    const seconds = Number.parseFloat(stdout.toString('latin1'));
    if (code !== 0 || !Number.isFinite(seconds)) throw new AppError('edit.failed', { problem: complaintOf(stderr, nameless) });
    return seconds;
  }

  /** Bytes that are free for making files. */
  async freeBytes(): Promise<number> {
    await mkdir(this.scratch, { recursive: true });
    const { bavail, bsize } = await statfs(this.scratch);
    return bavail * bsize;
  }

  get place(): string {
    return this.scratch;
  }

  async bytesOf(path: string): Promise<number> {
    return (await stat(path)).size;
  }

  open(path: string): Readable {
    return createReadStream(path, { highWaterMark: 1024 * 1024 });
  }

  /** SHA-256 of a file, hex. */
  async hash(path: string, signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of this.open(path)) {
      signal.throwIfAborted();
      hash.update(chunk as Buffer);
    }
    return hash.digest('hex');
  }
}

/** Of films that are joined there are several, so that they are known by how they are written. */
const nameless = (line: string): string => line.replace(/file:\S+/g, 'the file');
