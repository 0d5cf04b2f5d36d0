import { Injectable } from '@nestjs/common';
import type { Studio } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { StudiosRepository } from './studios.repository.js';

@Injectable()
export class StudiosService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly studios: StudiosRepository,
  ) {}

  /** One studio, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Studio> {
    return this.entities.follow('studio', id, (found) => this.studios.find(found));
  }
}
