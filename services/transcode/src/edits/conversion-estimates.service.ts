import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { EstimateBasis, FileEdit } from '@reelm/contracts';
import { lengthOf } from './cut-plan.js';
import { ConversionsRepository } from './conversions.repository.js';
import { EditSampler } from './edit.sampler.js';
import {
  bytesBySamples,
  convertedBytes,
  copySeconds,
  effortOf,
  encodeSeconds,
  guessed,
  secondsBy,
  secondsBySamples,
  targetSize,
  type Estimate,
} from './estimate.js';
import { wholeOf } from './film.js';
import type { StreamFile } from '../streams/stream-files.service.js';

const mostLooked = 12;

/** How large a converted film will be, and how long that takes here. */
@Injectable()
export class ConversionEstimates {
  constructor(
    private readonly conversions: ConversionsRepository,
    private readonly sampler: EditSampler,
  ) {}

  /** @param sample whether some seconds of the film are converted to know better. @throws AppError `edit.failed` where that cannot be done */
  async of(
    film: StreamFile,
    edit: FileEdit & { kind: 'convert' },
    sample: boolean,
  ): Promise<{ bytes: Estimate; seconds: Estimate; basis: EstimateBasis }> {
    const filmSeconds = lengthOf([wholeOf(film)]);
    if (sample) {
      const samples = await this.sampler.sample(film, edit);
      const bytes = bytesBySamples(samples, filmSeconds);
      return { bytes, seconds: withCopy(secondsBySamples(samples, filmSeconds), bytes), basis: 'sample' };
    }
    const effort = effortOf(edit.codec, film.details.video, targetSize(film.details, edit), filmSeconds);
    const bytes = convertedBytes(film.details, edit, filmSeconds);
    const known = secondsBy(await this.conversions.latest(edit.codec, mostLooked), effort, edit.quality, availableParallelism());
    const seconds = known ?? guessed(encodeSeconds(effort, availableParallelism()));
    return { bytes, seconds: withCopy(seconds, bytes), basis: known === null ? 'guess' : 'machine' };
  }
}

const withCopy = (seconds: Estimate, bytes: Estimate): Estimate => ({
  low: seconds.low + copySeconds(bytes.low),
  middle: seconds.middle + copySeconds(bytes.middle),
  high: seconds.high + copySeconds(bytes.high),
});
