import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FileEdit, TimeRange } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { secondsSince } from '../media/seconds.js';
import type { StreamFile } from '../streams/stream-files.service.js';
import { StreamToolsRepository } from '../streams/stream-tools.repository.js';
import { containers } from './container.js';
import { convertArguments } from './edit-arguments.js';
import { EditMediaRepository } from './edit-media.repository.js';
import type { Sample } from './estimate.js';

type Convert = FileEdit & { kind: 'convert' };

const mostSamples = 4;
const sampleSeconds = 2;
/** One for so much of the film. */
const secondsEach = 8;
/** Whoever waits sits at the screen: after this no further sample is begun, and one that is on its way is given up a little later. */
const enoughMs = 9_000;
const patienceMs = 24_000;

/** Stretches spread evenly over a film. */
export function samplesOf(filmSeconds: number): TimeRange[] {
  const count = Math.max(1, Math.min(mostSamples, Math.floor(filmSeconds / secondsEach)));
  const length = Math.min(sampleSeconds, filmSeconds);
  return Array.from({ length: count }, (_, at) => {
    const startSeconds = Math.max(0, (filmSeconds * (at + 0.5)) / count - length / 2);
    return { startSeconds, endSeconds: startSeconds + length };
  });
}

/** Converts some seconds of a film to see what becomes of them. */
@Injectable()
export class EditSampler {
  constructor(
    private readonly media: EditMediaRepository,
    private readonly tools: StreamToolsRepository,
  ) {}

  /**
   * At least one.
   * @param waiting ends when nobody wants to know any more
   * @throws AppError `edit.failed`, also where even one takes too long, or `request.left`
   */
  async sample(film: StreamFile, edit: Convert, waiting: AbortSignal): Promise<Sample[]> {
    const until = performance.now() + enoughMs;
    const signal = AbortSignal.any([waiting, AbortSignal.timeout(patienceMs)]);
    return this.media.inScratch(async (folder) => {
      const samples: Sample[] = [];
      try {
        for (const range of samplesOf(film.details.durationSeconds ?? sampleSeconds)) {
          if (samples.length > 0 && performance.now() > until) break;
          samples.push(await this.one(film, edit, range, join(folder, 'sample.mkv'), signal));
        }
      } catch (error) {
        if (!signal.aborted) throw error;
        if (waiting.aborted) throw new AppError('request.left', {}, { cause: error });
        if (samples.length === 0)
          throw new AppError('edit.failed', { problem: 'two seconds of it take too long to convert' }, { cause: error });
      }
      return samples;
    });
  }

  private async one(film: StreamFile, edit: Convert, range: TimeRange, to: string, signal: AbortSignal): Promise<Sample> {
    const { path, details } = film;
    const canToneMap = await this.tools.canToneMap();
    const threads = availableParallelism();
    const args = convertArguments({ path, details, subtitles: [], edit, container: containers.mkv, to, threads, canToneMap, range });
    const began = performance.now();
    await this.media.run({ args, folder: dirname(to), mostBytes: film.content.bytes + 1024 ** 3, signal, onSeconds: () => undefined });
    const seconds = secondsSince(began);
    const sizes = await this.media.packetSizes(to, signal);
    await this.media.remove(to);
    return { ...sizes, filmSeconds: range.endSeconds - range.startSeconds, seconds };
  }
}
