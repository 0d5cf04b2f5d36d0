import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppError, newId, ObjectStore } from '@reelm/service-kit';
import { AnalysisRepository } from '../analysis/analysis.repository.js';
import { FilesRepository } from '../files/files.repository.js';
import { ExtraMediaRepository } from '../media/extra-media.repository.js';

/** Single frames that somebody asks for. */
@Injectable()
export class FramesService {
  constructor(
    private readonly files: FilesRepository,
    private readonly artifacts: AnalysisRepository,
    private readonly media: ExtraMediaRepository,
    private readonly store: ObjectStore,
  ) {}

  /** Puts a frame into the store, where the sweeper removes it after a while. @throws AppError `video.file_missing`, `media.undecodable` */
  async take(fileId: string, seconds: number): Promise<{ key: string }> {
    const file = await this.files.find(fileId);
    if (file === null || !file.present) throw new AppError('video.file_missing', { path: file?.path ?? fileId });
    const path = join(file.root, file.path);
    const { jpeg } = await this.media.still(path, seconds);
    const key = `frames/${newId()}.jpg`;
    await this.artifacts.announce([key]);
    await this.store.put(key, jpeg, { contentType: 'image/jpeg' });
    return { key };
  }
}
