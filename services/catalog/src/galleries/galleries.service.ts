import { Injectable } from '@nestjs/common';
import type { Gallery, GalleryUpdate } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { SearchService } from '../search/search.service.js';
import { GalleriesRepository } from './galleries.repository.js';

@Injectable()
export class GalleriesService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly galleries: GalleriesRepository,
    private readonly search: SearchService,
  ) {}

  /** One gallery with the videos that the user may see. @throws AppError `entity.not_found` */
  async get(id: string, userId: string): Promise<Gallery> {
    const visible = await this.search.visible(userId, 'v', 1);
    return this.entities.follow('gallery', id, (found) => this.galleries.find(found, visible));
  }

  /** A change of the videos that keeps those that the user cannot see, after the others. */
  async keepingUnseen(id: string, change: GalleryUpdate, userId: string): Promise<GalleryUpdate> {
    if (change.videoIds === undefined) return change;
    const hidden = await this.galleries.hiddenVideos(id, await this.search.visible(userId, 'v', 1));
    return { ...change, videoIds: [...change.videoIds, ...hidden] };
  }
}
