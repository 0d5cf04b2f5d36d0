import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { events, jobs, type EditedResult, type JobPayload } from '@reelm/contracts';
import { AppError, Outbox, RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { ArtifactStore } from '../artifacts/artifact-store.js';
import { isContentOf } from '../files/content.js';
import { withinMemory } from '../media/memory.js';
import { SourceRepository } from '../media/source.repository.js';
import { StreamFilesService, type StreamFile } from '../streams/stream-files.service.js';
import { EditMaker, type EditContext } from './edit.maker.js';
import { EditMediaRepository } from './edit-media.repository.js';

/** Between the making of a file and its being put into the library, whose disk may be away for days. */
const safeInStore = '7 days';

type Payload = JobPayload<typeof jobs.editFile>;

/** Makes new files of a film and hands them to whoever may write into the library. One at a time: it fills the machine. */
@Injectable()
export class EditJob {
  constructor(
    private readonly films: StreamFilesService,
    private readonly maker: EditMaker,
    private readonly media: EditMediaRepository,
    private readonly sources: SourceRepository,
    private readonly artifacts: ArtifactStore,
    private readonly outbox: Outbox,
  ) {}

  @RunsJob(jobs.editFile, { concurrency: 1 })
  async run(payload: Payload, job: JobContext): Promise<JobEffects> {
    const { editId, fileId, libraryId, original } = payload;
    const film = await this.films.find(fileId);
    if (!isContentOf(film.content, payload)) throw new AppError('media.vanished');
    const behind = await Promise.all(payload.behind.map((id) => this.films.find(id)));
    const results = await withinMemory(job.signal, (frugal) =>
      this.make([film, ...behind], payload, { ...job, threads: frugal ? 1 : availableParallelism() }),
    );
    // What was read meanwhile may be neither the old film nor the new one.
    for (const { path, content } of [film, ...behind])
      if (!(await this.sources.isUnchanged(path, content))) throw new AppError('media.vanished');
    const label = basename(film.path);
    return (tx) => this.outbox.append(tx, events.fileEdited, [{ editId, fileId, libraryId, label, jobId: job.id, original, results }]);
  }

  private make(
    films: readonly [StreamFile, ...StreamFile[]],
    { editId, edit, results }: Payload,
    context: EditContext,
  ): Promise<EditedResult[]> {
    return this.media.inScratch(async (folder) => {
      const made: EditedResult[] = [];
      for await (const file of this.maker.make(films, edit, results, folder, context)) {
        const { fileId: id, suffix } = file.wanted;
        const key = `edits/${editId}/${id}`;
        const sha256 = await this.media.hash(file.path, context.signal);
        const body = () => this.media.open(file.path);
        const { size: bytes } = await this.artifacts.put({ key, body, contentType: 'application/octet-stream' }, safeInStore);
        await this.media.remove(file.path);
        made.push({ fileId: id, suffix, key, bytes, sha256, extension: file.extension, isVideo: file.isVideo });
      }
      return made;
    });
  }
}
