import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { events, jobs, type Artifact, type JobPayload } from '@reelm/contracts';
import { AppError, Outbox, RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { AnalysisRepository } from '../analysis/analysis.repository.js';
import { objectKey, versionOf } from '../artifacts/artifact-keys.js';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { SourcesService } from '../files/sources.service.js';
import { whileThere } from '../files/while-there.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';
import { CoversRepository } from './covers.repository.js';

type Payload = JobPayload<typeof jobs.cover>;

/** Takes the frame with the best face as cover. */
@Injectable()
export class CoverJob {
  constructor(
    private readonly sources: SourcesService,
    private readonly analyses: AnalysisRepository,
    private readonly covers: CoversRepository,
    private readonly media: ExtraMediaRepository,
    private readonly artifacts: ArtifactStore,
    private readonly outbox: Outbox,
  ) {}

  @RunsJob(jobs.cover)
  run(payload: Payload, context: Pick<JobContext, 'signal'>): Promise<JobEffects | undefined> {
    return whileThere(() => this.make(payload, context));
  }

  private async make(payload: Payload, { signal }: Pick<JobContext, 'signal'>): Promise<JobEffects | undefined> {
    const { fileId, bytes, modifiedAt, seconds } = payload;
    const source = await this.sources.find(payload);
    const analysis = await this.analyses.find(payload);
    const before = analysis?.artifacts.find(({ kind }) => kind === 'cover');
    if (source === null || analysis === null || before === undefined) return undefined;
    if (!source.file.present) throw new AppError('media.vanished');
    const { jpeg, layout, placeholder } = await this.media.still(source.path, seconds, { signal });
    const version = versionOf(jpeg);
    const cover: Artifact = {
      ...before,
      key: objectKey(fileId, version, 'cover.jpg'),
      version,
      bytes: jpeg.length,
      layout,
    };
    await this.artifacts.put({ key: cover.key, body: jpeg, contentType: cover.contentType });
    return async (tx) => {
      if (!(await this.covers.replace(tx, fileId, before.key, cover, placeholder))) return;
      const artifacts = analysis.artifacts.map((artifact) => (artifact.kind === 'cover' ? cover : artifact));
      const look = { ...analysis.look, placeholder };
      const { libraryId, path } = source.file;
      await this.outbox.append(tx, events.fileAnalyzed, [
        { fileId, libraryId, name: basename(path), bytes, modifiedAt, media: analysis.media, artifacts, look },
      ]);
    };
  }
}
