import { Injectable } from '@nestjs/common';
import type { Marker } from '@reelm/contracts';
import { EntitiesService } from '../entities/entities.service.js';
import { SearchService } from '../search/search.service.js';
import { MarkersRepository } from './markers.repository.js';

@Injectable()
export class MarkersService {
  constructor(
    private readonly entities: EntitiesService,
    private readonly markers: MarkersRepository,
    private readonly search: SearchService,
  ) {}

  /** One marker, or that which it was merged into. @throws AppError `entity.not_found` */
  get(id: string): Promise<Marker> {
    return this.entities.follow('marker', id, (found) => this.markers.find(found));
  }

  /** The markers of a video, or of that which it was merged into, as far as a user may see it. @throws AppError `video.not_found` */
  async ofVideo(videoId: string, userId: string): Promise<Marker[]> {
    const visible = await this.search.visible(userId, 'v', 1);
    return this.entities.follow('video', videoId, (found) => this.markers.ofVideo(found, visible));
  }
}
