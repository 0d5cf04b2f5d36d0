import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { BulkService } from './bulk.service.js';

@Controller()
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Endpoint(http.bulkEditVideos)
  videos(@Input() { body }: InputOf<typeof http.bulkEditVideos>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('video', body, userId);
  }

  @Endpoint(http.bulkEditPerformers)
  performers(@Input() { body }: InputOf<typeof http.bulkEditPerformers>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('performer', body, userId);
  }

  @Endpoint(http.bulkEditStudios)
  studios(@Input() { body }: InputOf<typeof http.bulkEditStudios>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('studio', body, userId);
  }

  @Endpoint(http.bulkEditTags)
  tags(@Input() { body }: InputOf<typeof http.bulkEditTags>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('tag', body, userId);
  }

  @Endpoint(http.bulkEditGroups)
  groups(@Input() { body }: InputOf<typeof http.bulkEditGroups>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('group', body, userId);
  }

  @Endpoint(http.bulkEditMarkers)
  markers(@Input() { body }: InputOf<typeof http.bulkEditMarkers>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('marker', body, userId);
  }

  @Endpoint(http.bulkEditGalleries)
  galleries(@Input() { body }: InputOf<typeof http.bulkEditGalleries>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('gallery', body, userId);
  }

  @Endpoint(http.bulkEditImages)
  images(@Input() { body }: InputOf<typeof http.bulkEditImages>, @CurrentActor() { userId }: Actor) {
    return this.bulk.edit('image', body, userId);
  }

  @Endpoint(http.listBulkEdits)
  list(@Input() { query }: InputOf<typeof http.listBulkEdits>, @CurrentActor() { userId }: Actor) {
    return this.bulk.list(query, userId);
  }

  @Endpoint(http.getBulkEdit)
  get(@Input() { params }: InputOf<typeof http.getBulkEdit>, @CurrentActor() { userId }: Actor) {
    return this.bulk.get(params.id, userId);
  }

  @Endpoint(http.bulkEditResults)
  results(@Input() { params, query }: InputOf<typeof http.bulkEditResults>, @CurrentActor() { userId }: Actor) {
    return this.bulk.results(params.id, query, userId);
  }

  @Endpoint(http.undoBulkEdit)
  undo(@Input() { params }: InputOf<typeof http.undoBulkEdit>, @CurrentActor() { userId }: Actor) {
    return this.bulk.undo(params.id, userId);
  }
}
