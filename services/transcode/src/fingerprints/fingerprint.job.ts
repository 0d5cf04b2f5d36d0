import { Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { whileThere } from '../files/while-there.js';
import { FingerprintsService, type FingerprintPayload } from './fingerprints.service.js';

@Injectable()
export class FingerprintJob {
  constructor(private readonly service: FingerprintsService) {}

  @RunsJob(jobs.fingerprint)
  run(payload: FingerprintPayload, context: JobContext): Promise<JobEffects | void> {
    return whileThere(() => this.service.fingerprint(payload, context));
  }
}
