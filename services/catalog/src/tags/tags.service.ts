import { Injectable } from '@nestjs/common';
import type { Tag } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { TagsRepository } from './tags.repository.js';

@Injectable()
export class TagsService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly tags: TagsRepository,
  ) {}

  /** One tag, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Tag> {
    return this.entities.follow('tag', id, (found) => this.tags.find(found));
  }
}
