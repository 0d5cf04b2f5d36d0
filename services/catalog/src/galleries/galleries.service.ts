import { Injectable } from '@nestjs/common';
import type { Gallery } from '@reelm/contracts';
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
}
