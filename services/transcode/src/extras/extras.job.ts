import { Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { whileThere } from '../files/while-there.js';
import { PreviewMaker } from '../preview/preview.maker.js';
import { SubtitlesMaker } from '../subtitles/subtitles.maker.js';
import { TimelineMaker } from '../timeline/timeline.maker.js';
import { ExtrasService, type ExtraPayload } from './extras.service.js';

/** One of each at a time: nobody waits for them, and the analysis of other files needs the machine. */
@Injectable()
export class ExtrasJob {
  constructor(
    private readonly extras: ExtrasService,
    private readonly previews: PreviewMaker,
    private readonly timelines: TimelineMaker,
    private readonly subtitles: SubtitlesMaker,
  ) {}

  @RunsJob(jobs.preview)
  preview(payload: ExtraPayload, context: JobContext): Promise<JobEffects | void> {
    return this.make('preview', (film, work) => this.previews.make(film, work), 'clips', payload, context);
  }

  @RunsJob(jobs.timeline)
  timeline(payload: ExtraPayload, context: JobContext): Promise<JobEffects | void> {
    return this.make('timeline', (film, work) => this.timelines.make(film, work), 'seconds', payload, context);
  }

  @RunsJob(jobs.subtitles)
  text(payload: ExtraPayload, context: JobContext): Promise<JobEffects | void> {
    return this.make('subtitles', (film, work) => this.subtitles.make(film, work), 'tracks', payload, context);
  }

  private make(...work: Parameters<ExtrasService['make']>): Promise<JobEffects | void> {
    return whileThere(() => this.extras.make(...work));
  }
}
