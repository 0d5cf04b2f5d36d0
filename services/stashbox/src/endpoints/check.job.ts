import { Injectable } from '@nestjs/common';
import { jobs, type JobPayload } from '@reelm/contracts';
import { RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { EndpointsService } from './endpoints.service.js';

@Injectable()
export class CheckJob {
  constructor(private readonly service: EndpointsService) {}

  @RunsJob(jobs.checkStashBox)
  run({ stashBoxId }: JobPayload<typeof jobs.checkStashBox>, { signal }: JobContext): Promise<JobEffects> {
    return this.service.checkInBackground(stashBoxId, signal);
  }
}
