import { Injectable } from '@nestjs/common';
import type { Image } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { ImagesRepository } from './images.repository.js';

@Injectable()
export class ImagesService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly images: ImagesRepository,
  ) {}

  /** One image, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Image> {
    return this.entities.follow('image', id, (found) => this.images.find(found));
  }
}
