import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { performerCard } from '../performers/card.js';
import { studioCard } from '../studios/card.js';
import { tagCard } from '../tags/card.js';
import { groupCard } from '../groups/card.js';
import { markerCard } from '../markers/card.js';
import { galleryCard } from '../galleries/card.js';
import { imageCard } from '../images/card.js';
import { videoCard } from '../videos/card.js';
import { ListsService } from './lists.service.js';

/** The list of each kind. */
@Controller()
export class ListsController {
  constructor(private readonly lists: ListsService) {}

  @Endpoint(http.listVideos)
  videos(@Input() { query }: InputOf<typeof http.listVideos>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('video', query, userId, videoCard);
  }

  @Endpoint(http.listPerformers)
  performers(@Input() { query }: InputOf<typeof http.listPerformers>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('performer', query, userId, () => performerCard);
  }

  @Endpoint(http.listStudios)
  studios(@Input() { query }: InputOf<typeof http.listStudios>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('studio', query, userId, () => studioCard);
  }

  @Endpoint(http.listTags)
  tags(@Input() { query }: InputOf<typeof http.listTags>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('tag', query, userId, () => tagCard);
  }

  @Endpoint(http.listGroups)
  groups(@Input() { query }: InputOf<typeof http.listGroups>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('group', query, userId, () => groupCard);
  }

  @Endpoint(http.listMarkers)
  markers(@Input() { query }: InputOf<typeof http.listMarkers>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('marker', query, userId, () => markerCard);
  }

  @Endpoint(http.listGalleries)
  galleries(@Input() { query }: InputOf<typeof http.listGalleries>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('gallery', query, userId, () => galleryCard);
  }

  @Endpoint(http.listImages)
  images(@Input() { query }: InputOf<typeof http.listImages>, @CurrentActor() { userId }: Actor) {
    return this.lists.list('image', query, userId, () => imageCard);
  }
}
