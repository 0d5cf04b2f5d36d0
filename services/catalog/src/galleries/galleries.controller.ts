import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { EntitiesService } from '../entities/entities.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { GalleriesRepository } from './galleries.repository.js';

@Controller()
export class GalleriesController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly galleries: GalleriesRepository,
  ) {}

  @Endpoint(http.getGallery)
  async get(@Input() { params }: InputOf<typeof http.getGallery>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.find(params.id), response);
  }

  @Endpoint(http.createGallery)
  async create(@Input() { body }: InputOf<typeof http.createGallery>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.find(await this.entities.create('gallery', body)), response);
  }

  @Endpoint(http.updateGallery)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateGallery>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('gallery', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.find(params.id), response);
  }

  @Endpoint(http.deleteGallery)
  remove(@Input() { params }: InputOf<typeof http.deleteGallery>) {
    return this.entities.remove('gallery', params.id);
  }

  private find(id: string) {
    return this.entities.follow('gallery', id, (found) => this.galleries.find(found));
  }
}
