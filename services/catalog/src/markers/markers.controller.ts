import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { EntitiesService } from '../entities/entities.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { MarkersService } from './markers.service.js';

@Controller()
export class MarkersController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly markers: MarkersService,
  ) {}

  @Endpoint(http.getMarker)
  async get(@Input() { params }: InputOf<typeof http.getMarker>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.markers.get(params.id), response);
  }

  @Endpoint(http.createMarker)
  async create(@Input() { body }: InputOf<typeof http.createMarker>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.markers.get(await this.entities.create('marker', body)), response);
  }

  @Endpoint(http.updateMarker)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateMarker>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('marker', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.markers.get(params.id), response);
  }

  @Endpoint(http.deleteMarker)
  remove(@Input() { params }: InputOf<typeof http.deleteMarker>) {
    return this.entities.remove('marker', params.id);
  }

  @Endpoint(http.videoMarkers)
  async ofVideo(@Input() { params }: InputOf<typeof http.videoMarkers>, @CurrentActor() { userId }: Actor) {
    return { items: await this.markers.ofVideo(params.id, userId), nextCursor: null };
  }
}
