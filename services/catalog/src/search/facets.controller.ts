import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { FacetsService } from './facets.service.js';

/** What the hits of a search have in common, and the places of a sorted list, of each kind. */
@Controller()
export class FacetsController {
  constructor(private readonly facets: FacetsService) {}

  @Endpoint(http.videoFacets)
  videoFacets(@Input() { query }: InputOf<typeof http.videoFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('video', query.q, userId);
  }

  @Endpoint(http.performerFacets)
  performerFacets(@Input() { query }: InputOf<typeof http.performerFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('performer', query.q, userId);
  }

  @Endpoint(http.studioFacets)
  studioFacets(@Input() { query }: InputOf<typeof http.studioFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('studio', query.q, userId);
  }

  @Endpoint(http.tagFacets)
  tagFacets(@Input() { query }: InputOf<typeof http.tagFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('tag', query.q, userId);
  }

  @Endpoint(http.groupFacets)
  groupFacets(@Input() { query }: InputOf<typeof http.groupFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('group', query.q, userId);
  }

  @Endpoint(http.markerFacets)
  markerFacets(@Input() { query }: InputOf<typeof http.markerFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('marker', query.q, userId);
  }

  @Endpoint(http.galleryFacets)
  galleryFacets(@Input() { query }: InputOf<typeof http.galleryFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('gallery', query.q, userId);
  }

  @Endpoint(http.imageFacets)
  imageFacets(@Input() { query }: InputOf<typeof http.imageFacets>, @CurrentActor() { userId }: Actor) {
    return this.facets.facets('image', query.q, userId);
  }

  @Endpoint(http.videoBuckets)
  videoBuckets(@Input() { query }: InputOf<typeof http.videoBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('video', query.q, query.sort, userId);
  }

  @Endpoint(http.performerBuckets)
  performerBuckets(@Input() { query }: InputOf<typeof http.performerBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('performer', query.q, query.sort, userId);
  }

  @Endpoint(http.studioBuckets)
  studioBuckets(@Input() { query }: InputOf<typeof http.studioBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('studio', query.q, query.sort, userId);
  }

  @Endpoint(http.tagBuckets)
  tagBuckets(@Input() { query }: InputOf<typeof http.tagBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('tag', query.q, query.sort, userId);
  }

  @Endpoint(http.groupBuckets)
  groupBuckets(@Input() { query }: InputOf<typeof http.groupBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('group', query.q, query.sort, userId);
  }

  @Endpoint(http.markerBuckets)
  markerBuckets(@Input() { query }: InputOf<typeof http.markerBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('marker', query.q, query.sort, userId);
  }

  @Endpoint(http.galleryBuckets)
  galleryBuckets(@Input() { query }: InputOf<typeof http.galleryBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('gallery', query.q, query.sort, userId);
  }

  @Endpoint(http.imageBuckets)
  imageBuckets(@Input() { query }: InputOf<typeof http.imageBuckets>, @CurrentActor() { userId }: Actor) {
    return this.facets.buckets('image', query.q, query.sort, userId);
  }
}
