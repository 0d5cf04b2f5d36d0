import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { EntitiesService } from '../entities/entities.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { GalleriesService } from './galleries.service.js';

@Controller()
export class GalleriesController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly galleries: GalleriesService,
  ) {}

  @Endpoint(http.getGallery)
  async get(
    @Input() { params }: InputOf<typeof http.getGallery>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    neverUnchanged(request);
    return tagged(await this.galleries.get(params.id, actor.userId), response);
  }

  @Endpoint(http.createGallery)
  async create(
    @Input() { body }: InputOf<typeof http.createGallery>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    return tagged(await this.galleries.get(await this.entities.create('gallery', body), actor.userId), response);
  }

  @Endpoint(http.updateGallery)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateGallery>,
    @CurrentActor() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    const change = await this.galleries.keepingUnseen(params.id, body, actor.userId);
    await this.entities.update('gallery', params.id, change, acceptedVersions(ifMatch));
    return tagged(await this.galleries.get(params.id, actor.userId), response);
  }

  @Endpoint(http.deleteGallery)
  remove(@Input() { params }: InputOf<typeof http.deleteGallery>) {
    return this.entities.remove('gallery', params.id);
  }
}
