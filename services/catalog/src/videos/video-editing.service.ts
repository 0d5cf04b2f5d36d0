import { Injectable } from '@nestjs/common';
import { AppError, Database, newId, type Tx } from '@reelm/service-kit';
import { settled } from '../database/settled.js';
import { CarryService } from '../editing/carry.service.js';
import { EntityEvents } from '../entities/entity-events.js';
import { EntityRepository } from '../entities/entity.repository.js';
import { ProjectionRepository } from './projection.repository.js';
import { VideoMergeRepository } from './video-merge.repository.js';
import { VideosRepository, type ChosenCover, type VideoPart } from './videos.repository.js';

/** What people do to whole videos: make one of a range, take that away again, make one of several. */
@Injectable()
export class VideoEditingService {
  constructor(
    private readonly videos: VideosRepository,
    private readonly projection: ProjectionRepository,
    private readonly merges: VideoMergeRepository,
    private readonly carry: CarryService,
    private readonly entities: EntityRepository,
    private readonly events: EntityEvents,
    private readonly database: Database,
  ) {}

  /** Returns the id. @throws AppError `entity.reference_missing`, `video.range_invalid` */
  createPart(part: VideoPart): Promise<string> {
    return this.run(async (tx) => {
      const file = await this.videos.file(tx, part.fileId);
      if (file === undefined) throw new AppError('entity.reference_missing', { kind: 'file', ids: [part.fileId] });
      if (file.duration !== null && part.endSeconds > file.duration) throw new AppError('video.range_invalid', { seconds: file.duration });
      const id = newId();
      await this.videos.insertPart(tx, id, part);
      const { videoId, title } = part;
      if (videoId !== undefined) await this.carry.toRange(tx, id, { ...part, videoId, title: title ?? null });
      await this.projection.derive(tx, [id]);
      await this.events.videoCreated(tx, { videoId: id, fileIds: [part.fileId], fields: ['part'] });
      return id;
    });
  }

  /** Deletes a video that is a range of a file. @throws AppError `video.not_found`, `video.has_files` */
  async removePart(id: string): Promise<void> {
    await this.run(async (tx) => {
      const video = (await this.videos.lock(tx, [id])).get(id);
      if (video === undefined) throw new AppError('video.not_found');
      if (!video.isPart) throw new AppError('video.has_files');
      const fileIds = (await this.entities.filesOf(tx, [id])).get(id) ?? [];
      await this.entities.deleteVideo(tx, id);
      await this.events.videosDeleted(tx, [{ videoId: id, fileIds }]);
    });
  }

  /**
   * Makes one video of several: it has all their files, markers and history.
   * @throws AppError `video.not_found`, `entity.merge_itself`, `entity.reference_missing`, `video.is_part`
   */
  async merge(id: string, others: readonly string[]): Promise<void> {
    if (others.includes(id)) throw new AppError('entity.merge_itself', { kind: 'video' });
    await this.run(async (tx) => {
      await this.projection.lock(tx);
      const found = await this.videos.lock(tx, [id, ...others]);
      if (!found.has(id)) throw new AppError('video.not_found');
      const missing = others.filter((other) => !found.has(other));
      if (missing.length > 0) throw new AppError('entity.reference_missing', { kind: 'video', ids: missing });
      if ([...found.values()].some(({ isPart }) => isPart)) throw new AppError('video.is_part');
      const gone = await this.merges.merge(
        tx,
        [...new Set(others)].map((loser) => ({ loser, survivor: id })),
      );
      await this.projection.derive(tx, [id]);
      await this.events.updated(tx, 'video', [id], ['files']);
      await this.events.videosDeleted(tx, gone);
    });
  }

  /** Sets or takes back a chosen cover. Returns the key of the one before. @throws AppError `video.not_found` */
  setCover(id: string, cover: ChosenCover | null): Promise<string | null> {
    return this.run(async (tx) => {
      await this.projection.lock(tx);
      if (!(await this.videos.lock(tx, [id])).has(id)) throw new AppError('video.not_found');
      const before = await this.videos.setCover(tx, id, cover);
      await this.projection.derive(tx, [id]);
      await this.events.updated(tx, 'video', [id], ['cover']);
      return before;
    });
  }

  private run<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return settled(this.database, work);
  }
}
