import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { EntitiesService } from '../entities/entities.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { ImagesService } from './images.service.js';

@Controller()
export class ImagesController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly images: ImagesService,
  ) {}

  @Endpoint(http.getImage)
  async get(@Input() { params }: InputOf<typeof http.getImage>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.images.get(params.id), response);
  }

  @Endpoint(http.createImage)
  async create(@Input() { body }: InputOf<typeof http.createImage>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.images.get(await this.entities.create('image', body)), response);
  }

  @Endpoint(http.updateImage)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateImage>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('image', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.images.get(params.id), response);
  }

  @Endpoint(http.deleteImage)
  remove(@Input() { params }: InputOf<typeof http.deleteImage>) {
    return this.entities.remove('image', params.id);
  }
}
