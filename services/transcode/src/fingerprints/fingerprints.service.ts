import { Injectable } from '@nestjs/common';
import { events, type FailureReason, type JobPayload, type jobs } from '@reelm/contracts';
import { AppError, Outbox, type JobContext, type JobEffects } from '@reelm/service-kit';
import { SourcesService } from '../files/sources.service.js';
import type { Picture } from '../media/bmp.js';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { withinMemory } from '../media/memory.js';
import { secondsSince } from '../media/seconds.js';
import { FingerprintsRepository } from './fingerprints.repository.js';
import { frameTimes, frameWidth, montage, perceptualHash } from './perceptual-hash.js';

export type FingerprintPayload = JobPayload<typeof jobs.fingerprint>;

/** Computes what films that look alike have in common, as stash-boxes know it. */
@Injectable()
export class FingerprintsService {
  constructor(
    private readonly sources: SourcesService,
    private readonly fingerprints: FingerprintsRepository,
    private readonly ffmpeg: FfmpegRepository,
    private readonly outbox: Outbox,
  ) {}

  async fingerprint(
    payload: FingerprintPayload,
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<JobEffects | undefined> {
    const source = await this.sources.find(payload);
    if (source === null) return undefined;
    const began = performance.now();
    await source.assertUnchanged();
    const made = await this.hash(source.path, payload.durationSeconds, { signal, progress });
    await source.assertUnchanged();
    const seconds = secondsSince(began);
    return async (tx) => {
      if (!(await this.fingerprints.store(tx, payload, made.phash))) return;
      const { fileId, bytes, modifiedAt } = payload;
      await this.outbox.append(tx, events.fileFingerprinted, [{ fileId, bytes, modifiedAt, ...made, seconds }]);
    };
  }

  /** A film of which one frame cannot be had has no hash, and that is known of it from then on. */
  private async hash(
    path: string,
    durationSeconds: number,
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<{ phash: string | null; problem: FailureReason | null }> {
    const times = frameTimes(durationSeconds);
    const frames: Picture[] = [];
    try {
      for (const seconds of times) {
        frames.push(await withinMemory(signal, () => this.ffmpeg.frame(path, seconds, frameWidth, { signal })));
        progress({ done: frames.length, total: times.length, unit: 'frames' });
      }
      return { phash: perceptualHash(montage(frames)), problem: null };
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError) || error.code !== 'media.undecodable') throw error;
      return { phash: null, problem: error.toReason() };
    }
  }
}
