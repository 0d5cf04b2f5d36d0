import { Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { DetectionService, type DetectPayload } from './detection.service.js';

@Injectable()
export class DetectionJob {
  constructor(private readonly service: DetectionService) {}

  @RunsJob(jobs.detectFaces)
  run(payload: DetectPayload, context: JobContext): Promise<JobEffects> {
    return this.service.detect(payload, context);
  }
}
