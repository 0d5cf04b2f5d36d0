import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { EntitiesService } from '../entities/entities.service.js';
import { PicturesService } from '../entities/pictures.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { PerformersService } from './performers.service.js';

@Controller()
export class PerformersController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly pictures: PicturesService,
    private readonly performers: PerformersService,
  ) {}

  @Endpoint(http.getPerformer)
  async get(
    @Input() { params }: InputOf<typeof http.getPerformer>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    neverUnchanged(request);
    return tagged(await this.performers.get(params.id), response);
  }

  @Endpoint(http.createPerformer)
  async create(@Input() { body }: InputOf<typeof http.createPerformer>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.performers.get(await this.entities.create('performer', body)), response);
  }

  @Endpoint(http.updatePerformer)
  async update(
    @Input() { params, body }: InputOf<typeof http.updatePerformer>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('performer', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.performers.get(params.id), response);
  }

  @Endpoint(http.deletePerformer)
  remove(@Input() { params }: InputOf<typeof http.deletePerformer>) {
    return this.entities.remove('performer', params.id);
  }

  @Endpoint(http.mergePerformers)
  async merge(@Input() { params, body }: InputOf<typeof http.mergePerformers>, @Res({ passthrough: true }) response: Response) {
    await this.entities.merge('performer', params.id, body.from);
    return tagged(await this.performers.get(params.id), response);
  }

  @Endpoint(http.addPerformerPicture)
  addPicture(@Input() { params }: InputOf<typeof http.addPerformerPicture>, @Req() request: Request) {
    return this.pictures.add('performer', params.id, request);
  }

  @Endpoint(http.arrangePerformerPictures)
  async arrangePictures(@Input() { params, body }: InputOf<typeof http.arrangePerformerPictures>) {
    return { items: await this.pictures.arrange('performer', params.id, body.ids), nextCursor: null };
  }

  @Endpoint(http.performersWith)
  async with(@Input() { params, query }: InputOf<typeof http.performersWith>, @CurrentActor() actor: Actor) {
    return { items: await this.performers.with(params.id, query.limit, actor.userId), nextCursor: null };
  }
}
