import { Injectable } from '@nestjs/common';
import { rpcs, type FaceBox, type Job, type Video } from '@reelm/contracts';
import { AppError, Bus } from '@reelm/service-kit';
import { EntitiesService } from '../entities/entities.service.js';
import { toVideo } from './card.js';
import { VideosRepository } from './videos.repository.js';

@Injectable()
export class VideosService {
  constructor(
    private readonly videos: VideosRepository,
    private readonly entities: EntitiesService,
    private readonly bus: Bus,
  ) {}

  /** A video, or the one that it was merged into. @throws AppError `video.not_found` */
  get(id: string, userId: string): Promise<Video> {
    return this.entities.follow('video', id, async (found) => {
      const [row, files] = await Promise.all([this.videos.find(found, userId), this.videos.files(found)]);
      return row && toVideo(row, files);
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
