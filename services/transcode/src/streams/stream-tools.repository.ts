import { tmpdir } from 'node:os';
import { Injectable } from '@nestjs/common';
import { runProcess, type ProcessResult } from '@reelm/service-kit';
import { ffprobeArguments, runLimits } from '../media/framing.js';
import { scanQuestions } from '../media/keyframes.js';
import { probeProblem } from '../media/problems.js';
import { probeQuestions } from '../media/probe.js';
import { ToolsRepository } from '../media/tools.repository.js';
import { runArguments, type RunRequest } from './stream-arguments.js';
import { interpretDetails, type StreamDetails } from './stream-details.js';
import type { CutPlaces } from './stream-sources.repository.js';

const probeTimeoutMs = 30_000;
/** Every packet of the picture is read: a disk's time for a large file. */
const scanTimeoutMs = 1_800_000;
/** A film is watched for hours, with pauses. */
const runTimeoutMs = 24 * 3_600_000;

/** What playing asks of ffprobe and ffmpeg. They write to us alone, so that a run leaves nothing behind. */
@Injectable()
export class StreamToolsRepository {
  constructor(private readonly tools: ToolsRepository) {}

  /** @throws AppError media.unreadable, media.no_video, media.unsupported, media.vanished, media.tool_missing */
  async details(path: string): Promise<StreamDetails> {
    const { ffprobe } = await this.tools.find();
    const result = await runProcess(ffprobe.path, ffprobeArguments(path, probeQuestions), {
      cwd: tmpdir(),
      timeoutMs: probeTimeoutMs,
      limits: runLimits(probeTimeoutMs),
    });
    if (result.code !== 0) throw probeProblem(result.stderr, path);
    return interpretDetails(JSON.parse(result.stdout.toString('utf8')));
  }

  /** Reads all packets of the picture once. Without any keyframe where their times cannot be relied on. */
  async cutPlaces(path: string, { video, startSeconds }: StreamDetails): Promise<CutPlaces> {
    const { ffprobe } = await this.tools.find();
    const packets = new PacketTimes(startSeconds);
    await runProcess(ffprobe.path, ffprobeArguments(path, scanQuestions(video.stream)), {
      cwd: tmpdir(),
      timeoutMs: scanTimeoutMs,
      limits: runLimits(scanTimeoutMs),
      niceness: 5,
      onStdout: (chunk) => packets.push(chunk.toString('latin1')),
    });
    return packets.cutPlaces();
  }

  /** ffmpeg that writes a stream; see `runArguments`. */
  async run(request: RunRequest, signal: AbortSignal, onStdout: (chunk: Buffer) => Promise<void> | void): Promise<ProcessResult> {
    const { ffmpeg } = await this.tools.find();
    const limits = runLimits(runTimeoutMs);
    // Drivers of graphics cards reserve far more addresses than they use.
    if (request.rung !== null && request.encoder.name !== 'libx264') delete limits.addressSpaceBytes;
    return runProcess(ffmpeg.path, runArguments(request), {
      cwd: tmpdir(),
      timeoutMs: runTimeoutMs,
      signal,
      onStdout,
      limits,
      // Each thread's own store of memory reserves addresses that the limit counts.
      env: { MALLOC_ARENA_MAX: '2' },
    });
  }

  async canToneMap(): Promise<boolean> {
    return (await this.tools.find()).canToneMap;
  }
}

/** Lines of `csv=p=0`, `12.345000,K__`, as they come. */
export class PacketTimes {
  private rest = '';
  private readonly keyframes: number[] = [];
  private last = 0;
  private beforeLast = 0;
  private isReliable = true;

  constructor(private readonly startSeconds: number) {}

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }

  cutPlaces(): CutPlaces {
    this.take(this.rest);
    this.rest = '';
    const keyframes = this.isReliable ? this.keyframes.toSorted((a, b) => a - b) : [];
    // The last picture is shown as long as the one before.
    return { keyframes, endSeconds: this.last + Math.min(1, this.last - this.beforeLast) };
  }

  private take(line: string): void {
    const [time = '', flags = ''] = line.split(',');
    const isKey = flags.includes('K');
    const seconds = Number.parseFloat(time) - this.startSeconds;
    if (!Number.isFinite(seconds)) {
      if (isKey) this.isReliable = false;
      return;
    }
    if (isKey) this.keyframes.push(seconds);
    if (seconds > this.last) [this.beforeLast, this.last] = [this.last, seconds];
    else if (seconds > this.beforeLast && seconds < this.last) this.beforeLast = seconds;
  }
}
