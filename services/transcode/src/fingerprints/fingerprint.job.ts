import { Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { FingerprintsService, type FingerprintPayload } from './fingerprints.service.js';

@Injectable()
export class FingerprintJob {
  constructor(private readonly service: FingerprintsService) {}

  @RunsJob(jobs.fingerprint)
  run(payload: FingerprintPayload, context: JobContext): Promise<JobEffects | void> {
    return this.service.fingerprint(payload, context);
  }
}
