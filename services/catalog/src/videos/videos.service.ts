import { Injectable } from '@nestjs/common';
import { events, rpcs, type FaceBox, type Job, type Video, type VideoUpdate } from '@reelm/contracts';
import { AppError, Bus, Database, Outbox } from '@reelm/service-kit';
import { toVideo } from './card.js';
import { ProjectionRepository } from './projection.repository.js';
import { VideosRepository } from './videos.repository.js';

@Injectable()
export class VideosService {
  constructor(
    private readonly videos: VideosRepository,
    private readonly projection: ProjectionRepository,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {}

  /** @throws AppError `video.not_found` */
  async get(id: string, userId: string): Promise<Video> {
    const [row, files] = await Promise.all([this.videos.find(id, userId), this.videos.files(id)]);
    if (row === undefined) throw new AppError('video.not_found');
    return toVideo(row, files);
  }

  /**
   * Changes what is given.
   * @param versions versions that the editor may have seen; null accepts any
   * @throws AppError `video.not_found`, `request.conflict`
   */
  async update(id: string, change: VideoUpdate, versions: readonly number[] | null, userId: string): Promise<Video> {
    if (Object.values(change).every((value) => value === undefined)) return this.get(id, userId);
    return this.database.transaction(async (tx) => {
      if (!(await this.videos.update(tx, id, change, versions))) {
        const exists = (await this.videos.find(id, userId, tx)) !== undefined;
        throw new AppError(exists ? 'request.conflict' : 'video.not_found');
      }
      await this.projection.derive(tx, [id]);
      const files = await this.videos.files(id, tx);
      await this.outbox.append(tx, events.videoUpdated, [
        { videoId: id, fileIds: files.map((file) => file.id), fields: Object.keys(change) },
      ]);
      const row = await this.videos.find(id, userId, tx);
      if (row === undefined) throw new AppError('video.not_found');
      return toVideo(row, files);
    });
  }

  /** @throws AppError `video.not_found`, `service.unavailable` */
  async faces(id: string): Promise<FaceBox[]> {
    const fileId = await this.videos.primaryFile(id);
    if (fileId === undefined) throw new AppError('video.not_found');
    return this.bus.request(rpcs.facesOfFile, { fileId });
  }

  /** Has all reachable files of a video analysed again. @throws AppError `video.not_found`, `video.file_missing`, `service.unavailable` */
  async analyze(id: string): Promise<Job[]> {
    const files = await this.videos.files(id);
    if (files.length === 0) throw new AppError('video.not_found');
    const present = files.filter((file) => file.state !== 'missing');
    if (present.length === 0) throw new AppError('video.file_missing', { path: files[0]?.path ?? '' });
    return Promise.all(present.map((file) => this.bus.request(rpcs.analyzeFile, { fileId: file.id })));
  }
}
