import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { EntitiesService } from '../entities/entities.service.js';
import { PicturesService } from '../entities/pictures.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { StudiosService } from './studios.service.js';

@Controller()
export class StudiosController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly pictures: PicturesService,
    private readonly studios: StudiosService,
  ) {}

  @Endpoint(http.getStudio)
  async get(@Input() { params }: InputOf<typeof http.getStudio>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.studios.get(params.id), response);
  }

  @Endpoint(http.createStudio)
  async create(@Input() { body }: InputOf<typeof http.createStudio>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.studios.get(await this.entities.create('studio', body)), response);
  }

  @Endpoint(http.updateStudio)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateStudio>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('studio', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.studios.get(params.id), response);
  }

  @Endpoint(http.deleteStudio)
  remove(@Input() { params }: InputOf<typeof http.deleteStudio>) {
    return this.entities.remove('studio', params.id);
  }

  @Endpoint(http.mergeStudios)
  async merge(@Input() { params, body }: InputOf<typeof http.mergeStudios>, @Res({ passthrough: true }) response: Response) {
    await this.entities.merge('studio', params.id, body.from);
    return tagged(await this.studios.get(params.id), response);
  }

  @Endpoint(http.addStudioPicture)
  addPicture(@Input() { params }: InputOf<typeof http.addStudioPicture>, @Req() request: Request) {
    return this.pictures.add('studio', params.id, request);
  }

  @Endpoint(http.arrangeStudioPictures)
  async arrangePictures(@Input() { params, body }: InputOf<typeof http.arrangeStudioPictures>) {
    return { items: await this.pictures.arrange('studio', params.id, body.ids), nextCursor: null };
  }
}
