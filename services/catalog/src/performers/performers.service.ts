import { Injectable } from '@nestjs/common';
import type { CoPerformer, Performer } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { SearchService } from '../search/search.service.js';
import { PerformersRepository } from './performers.repository.js';

@Injectable()
export class PerformersService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly performers: PerformersRepository,
    private readonly search: SearchService,
  ) {}

  /** One performer, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Performer> {
    return this.entities.follow('performer', id, (found) => this.performers.find(found));
  }

  /** Who appears in listed videos together with a performer, most often first, as far as the user may see these. */
  async with(id: string, limit: number, userId: string): Promise<CoPerformer[]> {
    return this.performers.with(id, limit, await this.search.visible(userId, 'v', 2));
  }
}
