import { Injectable } from '@nestjs/common';
import type { Group } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { GroupsRepository } from './groups.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly groups: GroupsRepository,
  ) {}

  /** One group, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Group> {
    return this.entities.follow('group', id, (found) => this.groups.find(found));
  }
}
