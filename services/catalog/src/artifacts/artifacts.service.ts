import { Injectable } from '@nestjs/common';
import {
  jobs,
  rpcs,
  type ArtifactCoverage,
  type GenerateRequest,
  type http,
  type Job,
  type ResponseOf,
  type RpcInput,
  type SampledKind,
} from '@reelm/contracts';
import { AppError, Bus, Database, JobQueue, newId, ObjectStore } from '@reelm/service-kit';
import type { Artifact } from '../media/media.service.js';
import { readQuery } from '../search/read.js';
import { ArtifactsRepository, type CountedState } from './artifacts.repository.js';

const kindNames: Record<GenerateRequest['kinds'][number], string> = {
  pictures: 'pictures',
  cuts: 'scene cuts',
  fingerprint: 'fingerprints',
  preview: 'previews',
  timeline: 'timelines',
  subtitles: 'subtitles',
};

/** What a search for videos without a kind calls it. */
const lacking: Record<ArtifactCoverage['kind'], string> = {
  pictures: 'cover',
  cuts: 'cuts',
  fingerprint: 'phash',
  preview: 'preview',
  timeline: 'timeline',
  subtitles: 'subtitles',
  faces: 'faces',
};

/** Where transcode puts what is made to look at. */
const sampleFolder = 'samples/';

/** What is made of files belongs to transcode; this hands questions and answers through, and says which files are meant. */
@Injectable()
export class ArtifactsService {
  constructor(
    private readonly bus: Bus,
    private readonly repository: ArtifactsRepository,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly store: ObjectStore,
  ) {}

  settings() {
    return this.bus.request(rpcs.artifactSettings, {});
  }

  update(change: RpcInput<typeof rpcs.updateArtifactSettings>) {
    return this.bus.request(rpcs.updateArtifactSettings, change);
  }

  /** Asks for artifacts of the videos that the user may see of those meant: a job that causes one for each file and kind. @throws AppError `query.invalid` */
  async generate(request: GenerateRequest, userId: string): Promise<Job> {
    if ('q' in request.target) readQuery(request.target.q, 'video');
    const label = `Make ${request.kinds.map((kind) => kindNames[kind]).join(', ')}${request.mode === 'force' ? ' again' : ''}`;
    const payload = { ...request, requestId: newId(), userId };
    const [job] = await this.database.transaction((tx) => this.queue.enqueue(tx, jobs.generate, [{ payload, label }]));
    if (job === undefined) throw new Error('The queue took no job.');
    return job;
  }

  async coverage(): Promise<ArtifactCoverage[]> {
    const { total, counts } = await this.repository.coverage();
    return Object.entries(lacking).map(([name, field]) => {
      const kind = name as ArtifactCoverage['kind'];
      const of = (state: CountedState['state']) => counts.find((row) => row.kind === kind && row.state === state);
      const [ready, none, failed] = [of('ready')?.videos ?? 0, of('none')?.videos ?? 0, of('failed')?.videos ?? 0];
      const bytes = of('ready')?.bytes ?? null;
      return { kind, total, ready, none, failed, missing: total - ready - none - failed, bytes, q: `missing:${field}` };
    });
  }

  /** @throws AppError `video.not_found`, `video.file_missing`, what reading a file throws, `service.unavailable` */
  async sample(videoId: string, kind: SampledKind): Promise<ResponseOf<typeof http.sampleArtifact>> {
    const shown = await this.repository.shown(videoId);
    if (shown.fileId === null) throw new AppError('video.not_found');
    const { key, bytes, seconds, layout } = await this.bus.request(rpcs.sampleArtifact, { fileId: shown.fileId, kind });
    return { url: `/api/artifacts/${key.replace(sampleFolder, 'sample/')}`, bytes, seconds, layout, videos: shown.videos };
  }

  /** @throws AppError `artifact.not_found` */
  async openSample(name: string): Promise<Artifact> {
    const key = `${sampleFolder}${name}`;
    try {
      const { size, etag } = await this.store.stat(key);
      return {
        version: etag,
        size,
        open: async (range) => {
          const { stream, info } = await this.store.get(key, range);
          return { body: stream, size: range === undefined ? info.size : range.end - range.start + 1, contentType: info.contentType };
        },
      };
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.not_found') throw new AppError('artifact.not_found', {}, { cause: error });
      throw error;
    }
  }

  tidy(): Promise<Job> {
    return this.bus.request(rpcs.tidyArtifacts, {});
  }
}
