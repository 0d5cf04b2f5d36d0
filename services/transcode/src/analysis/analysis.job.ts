import { availableParallelism } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { RunsJob, SERVICE_CONFIG, type JobContext, type JobEffects } from '@reelm/service-kit';
import type { TranscodeConfig } from '../config.js';
import { AnalysisService, type AnalyzePayload } from './analysis.service.js';

// A decorator is evaluated before there is a configuration; the number is asked for when work is fetched.
let workers = 1;

@Injectable()
export class AnalysisJob {
  constructor(
    private readonly service: AnalysisService,
    @Inject(SERVICE_CONFIG) config: TranscodeConfig,
  ) {
    workers = config.REELM_TRANSCODE_WORKERS ?? availableParallelism();
  }

  @RunsJob(jobs.analyze, { concurrency: () => workers })
  run(payload: AnalyzePayload, context: JobContext): Promise<JobEffects | void> {
    return this.service.analyze(payload, context);
  }
}
