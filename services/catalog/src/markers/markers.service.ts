import { Injectable } from '@nestjs/common';
import type { Marker } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { MarkersRepository } from './markers.repository.js';

@Injectable()
export class MarkersService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly markers: MarkersRepository,
  ) {}

  /** One marker, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Marker> {
    return this.entities.follow('marker', id, (found) => this.markers.find(found));
  }
}
