import { Injectable } from '@nestjs/common';
import { jobs, rpcs, type JobPayload } from '@reelm/contracts';
import { Bus, RunsJob, type JobContext } from '@reelm/service-kit';
import { SearchService } from '../search/search.service.js';
import { ArtifactsRepository } from './artifacts.repository.js';

/** Videos whose files are asked for together; an RPC takes no more files than 1,000. */
const chunk = 500;
const mostFiles = 1_000;

type Payload = JobPayload<typeof jobs.generate>;

/** Asks transcode for the artifacts of many videos. Done again it asks for what is there already, which is one job still. */
@Injectable()
export class GenerateJob {
  constructor(
    private readonly search: SearchService,
    private readonly repository: ArtifactsRepository,
    private readonly bus: Bus,
  ) {}

  @RunsJob(jobs.generate)
  async run(payload: Payload, job: JobContext): Promise<void> {
    const { kinds, mode } = payload;
    let done = 0;
    for await (const videoIds of this.videos(payload)) {
      job.signal.throwIfAborted();
      const fileIds = await this.repository.filesOf(videoIds);
      for (let at = 0; at < fileIds.length; at += mostFiles)
        await this.bus.request(rpcs.generateArtifacts, { kinds, mode, fileIds: fileIds.slice(at, at + mostFiles), parentId: job.id });
      done += videoIds.length;
      job.progress({ done, total: null, unit: 'videos' });
    }
  }

  /** Those meant that the user may see, in parts. */
  private async *videos({ target, userId }: Payload): AsyncGenerator<string[]> {
    const question = await this.search.ask('video', 'q' in target ? target.q : '', userId);
    if ('ids' in target) {
      for (let at = 0; at < target.ids.length; at += chunk) yield await this.search.among(question, target.ids.slice(at, at + chunk));
      return;
    }
    if ('q' in target) {
      const except = new Set(target.except);
      for await (const ids of this.search.batches(question, chunk)) yield ids.filter((id) => !except.has(id));
      return;
    }
    for (let behind: string | null = null; ;) {
      const ids: string[] = await this.repository.videosOf(target.libraryId, behind, chunk);
      if (ids.length > 0) yield await this.search.among(question, ids);
      if (ids.length < chunk) return;
      behind = ids.at(-1) ?? null;
    }
  }
}
