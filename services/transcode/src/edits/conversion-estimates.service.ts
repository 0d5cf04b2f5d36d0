import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { EstimateBasis, FileEdit } from '@reelm/contracts';
import { lengthOf } from './cut-plan.js';
import { ConversionsRepository } from './conversions.repository.js';
import { EditSampler } from './edit.sampler.js';
import {
  bytesBySamples,
  copySeconds,
  effortOf,
  encodedBytes,
  encodeSeconds,
  guessed,
  secondsBy,
  secondsBySamples,
  sumOf,
  targetSize,
  type Effort,
  type Estimate,
} from './estimate.js';
import { wholeOf } from './film.js';
import type { StreamFile } from '../streams/stream-files.service.js';

const mostLooked = 12;

/** What it costs to make files for which pictures are encoded. */
export interface EncodingCost {
  bytes: Estimate;
  seconds: Estimate;
  basis: EstimateBasis;
}

/** How large what is encoded will be, and how long that takes here. */
@Injectable()
export class ConversionEstimates {
  constructor(
    private readonly conversions: ConversionsRepository,
    private readonly sampler: EditSampler,
  ) {}

  /** A film as a whole. */
  ofFilm(film: StreamFile, edit: FileEdit & { kind: 'convert' }): Promise<EncodingCost> {
    const filmSeconds = lengthOf([wholeOf(film)]);
    const effort = effortOf(edit, film.details.video, targetSize(film.details, edit), filmSeconds);
    return this.of(effort, encodedBytes(effort, film.details, filmSeconds));
  }

  /** The same by some seconds of it that are converted. @throws AppError `edit.failed` where that cannot be done, `request.left` */
  async bySamples(film: StreamFile, edit: FileEdit & { kind: 'convert' }, waiting: AbortSignal): Promise<EncodingCost> {
    const filmSeconds = lengthOf([wholeOf(film)]);
    const samples = await this.sampler.sample(film, edit, waiting);
    const bytes = bytesBySamples(samples, filmSeconds);
    return { bytes, seconds: sumOf([secondsBySamples(samples, filmSeconds), copying(bytes)]), basis: 'sample' };
  }

  /** @param bytes of all that is made */
  async of(effort: Effort, bytes: Estimate): Promise<EncodingCost> {
    const known = secondsBy(await this.conversions.latest(effort.codec, mostLooked), effort, availableParallelism());
    const encoding = known ?? guessed(encodeSeconds(effort, availableParallelism()));
    return { bytes, seconds: sumOf([encoding, copying(bytes)]), basis: known === null ? 'guess' : 'machine' };
  }
}

const copying = ({ low, middle, high }: Estimate): Estimate => ({
  low: copySeconds(low),
  middle: copySeconds(middle),
  high: copySeconds(high),
});
