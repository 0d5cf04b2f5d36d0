import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { AppError, ObjectStore } from '@reelm/service-kit';
import { openLibraryFile, type OpenFile } from './library-file.repository.js';
import { MediaRepository } from './media.repository.js';

/** A picture or text about a video as it is stored now. */
export interface Artifact {
  version: string;
  open(): Promise<{ body: Readable | Buffer; size: number; contentType: string }>;
}

@Injectable()
export class MediaService {
  constructor(
    private readonly media: MediaRepository,
    private readonly store: ObjectStore,
  ) {}

  /** @throws AppError `video.not_found`, `video.file_missing` */
  async openVideo(videoId: string, fileId: string | undefined): Promise<OpenFile> {
    const place = await this.media.place(videoId, fileId ?? null);
    if (place === undefined) throw new AppError('video.not_found');
    if (place.root === null) throw new AppError('video.file_missing', { path: place.path });
    return openLibraryFile(place.root, place.path);
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async cover(videoId: string): Promise<Artifact> {
    const row = await this.artifacts(videoId);
    return this.picture(row.coverKey, row.coverVersion);
  }

  /** @throws AppError `video.not_found`, `artifact.not_found` */
  async sprite(videoId: string): Promise<Artifact> {
    const row = await this.artifacts(videoId);
    return this.picture(row.spriteKey, row.spriteVersion);
  }

  /** The cues, made to point at the sheet under its versioned address. @throws AppError `video.not_found`, `artifact.not_found` */
  async spriteVtt(videoId: string): Promise<Artifact> {
    const { vttKey, vttVersion, spriteVersion } = await this.artifacts(videoId);
    if (vttKey === null || vttVersion === null || spriteVersion === null) throw new AppError('artifact.not_found');
    return {
      version: vttVersion,
      open: async () => {
        const { stream } = await this.read(vttKey);
        const body = Buffer.from(pointCuesAt(await text(stream), `sprite.jpg?v=${encodeURIComponent(spriteVersion)}`));
        return { body, size: body.length, contentType: 'text/vtt; charset=utf-8' };
      },
    };
  }

  private async artifacts(videoId: string) {
    const row = await this.media.artifacts(videoId);
    if (row === undefined) throw new AppError('video.not_found');
    return row;
  }

  private picture(key: string | null, version: string | null): Artifact {
    if (key === null || version === null) throw new AppError('artifact.not_found');
    return {
      version,
      open: async () => {
        const { stream, info } = await this.read(key);
        return { body: stream, size: info.size, contentType: info.contentType };
      },
    };
  }

  private async read(key: string) {
    try {
      return await this.store.get(key);
    } catch (error) {
      if (error instanceof AppError && error.code === 'storage.not_found') throw new AppError('artifact.not_found', {}, { cause: error });
      throw error;
    }
  }
}

/** Gives every cue of a sheet's WebVTT the same picture address; the part behind `#xywh=` stays. */
export const pointCuesAt = (vtt: string, address: string): string => vtt.replace(/^\S*(?=#xywh=)/gm, () => address);
