import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { events, type FailureReason, type JobPayload, type jobs } from '@reelm/contracts';
import { AppError, Outbox, type JobContext, type JobEffects } from '@reelm/service-kit';
import { isContentOf } from '../files/content.js';
import { FilesRepository } from '../files/files.repository.js';
import type { Picture } from '../media/bmp.js';
import { FfmpegRepository } from '../media/ffmpeg.repository.js';
import { withinMemory } from '../media/memory.js';
import { secondsSince } from '../media/seconds.js';
import { SourceRepository } from '../media/source.repository.js';
import { FingerprintsRepository } from './fingerprints.repository.js';
import { frameTimes, frameWidth, montage, perceptualHash } from './perceptual-hash.js';

export type FingerprintPayload = JobPayload<typeof jobs.fingerprint>;

/** Computes what films that look alike have in common, as stash-boxes know it. */
@Injectable()
export class FingerprintsService {
  constructor(
    private readonly files: FilesRepository,
    private readonly fingerprints: FingerprintsRepository,
    private readonly ffmpeg: FfmpegRepository,
    private readonly sources: SourceRepository,
    private readonly outbox: Outbox,
  ) {}

  async fingerprint(
    payload: FingerprintPayload,
    { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  ): Promise<JobEffects | undefined> {
    const file = await this.files.find(payload.fileId);
    // Forgotten, or it has other content by now: that content is analysed first.
    if (file === null || !isContentOf(file, payload)) return undefined;
    const path = join(file.root, file.path);
    const began = performance.now();
    await this.assertUnchanged(path, payload);
    const made = await this.hash(path, payload.durationSeconds, { signal, progress });
    await this.assertUnchanged(path, payload);
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

  private async assertUnchanged(path: string, payload: FingerprintPayload): Promise<void> {
    if (!(await this.sources.isUnchanged(path, payload))) throw new AppError('media.vanished');
  }
}
