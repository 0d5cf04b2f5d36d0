import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { rpcs } from '@reelm/contracts';
import { AppError, Bus, Log, ObjectStore } from '@reelm/service-kit';
import { encodePicture, placeholderOf, readAll } from '../entities/picture-file.js';
import { VideoEditingService } from './video-editing.service.js';
import { VideosRepository } from './videos.repository.js';

/** Where chosen covers are in the object store. */
export const coverFolder = 'covers/';

/** Behind titles and fades. */
const intoPart = 0.2;

/** Covers that people choose: a picture of theirs, or any frame of the film. Every method throws AppError `video.not_found`. */
@Injectable()
export class CoversService {
  constructor(
    private readonly videos: VideosRepository,
    private readonly editing: VideoEditingService,
    private readonly bus: Bus,
    private readonly store: ObjectStore,
    private readonly log: Log,
  ) {}

  /** @throws AppError `request.too_large`, `picture.not_image`, `picture.unreadable` */
  async upload(id: string, body: Readable): Promise<void> {
    if ((await this.videos.shownFile(id)) === undefined) throw new AppError('video.not_found');
    await this.set(id, await readAll(body));
  }

  /** @throws AppError `video.range_invalid`, `video.file_missing`, `media.undecodable`, `service.unavailable` */
  async takeFrame(id: string, seconds: number): Promise<void> {
    const shown = await this.videos.shownFile(id);
    if (shown === undefined) throw new AppError('video.not_found');
    if (shown.duration !== null && seconds > shown.duration) throw new AppError('video.range_invalid', { seconds: shown.duration });
    const { key } = await this.bus.request(rpcs.takeFrame, { fileId: shown.fileId, seconds: (shown.partStart ?? 0) + seconds });
    await this.set(id, await buffer((await this.store.get(key)).stream));
  }

  /** A frame of a video that is a range of a file, so that it has a picture of its own; without one it shows that of the file. */
  async takeForPart(id: string): Promise<void> {
    const shown = await this.videos.shownFile(id);
    if (shown?.duration == null) return;
    await this.takeFrame(id, shown.duration * intoPart).catch((error: unknown) =>
      this.log.warning({ err: error, videoId: id }, 'no frame could be taken as cover'),
    );
  }

  /** Back to the cover that was made of the file. */
  async reset(id: string): Promise<void> {
    await this.forget(await this.editing.setCover(id, null));
  }

  private async set(id: string, given: Buffer): Promise<void> {
    const { bytes, contentType } = await encodePicture(given);
    const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const key = `${coverFolder}${id}/${version}.webp`;
    await this.store.put(key, bytes, { contentType });
    const before = await this.editing.setCover(id, { key, version, placeholder: await placeholderOf(bytes) });
    if (before !== key) await this.forget(before);
  }

  /** Nobody knows the object any more; one that stays behind is found by the sweeper. */
  private async forget(key: string | null): Promise<void> {
    if (key === null) return;
    await this.store.remove([key]).catch((error: unknown) => this.log.warning({ err: error, key }, 'a cover is left over'));
  }
}
