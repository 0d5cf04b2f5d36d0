import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { EntitiesService } from '../entities/entities.service.js';
import { PicturesService } from '../entities/pictures.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { TagsService } from './tags.service.js';

@Controller()
export class TagsController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly pictures: PicturesService,
    private readonly tags: TagsService,
  ) {}

  @Endpoint(http.getTag)
  async get(@Input() { params }: InputOf<typeof http.getTag>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.tags.get(params.id), response);
  }

  @Endpoint(http.createTag)
  async create(@Input() { body }: InputOf<typeof http.createTag>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.tags.get(await this.entities.create('tag', body)), response);
  }

  @Endpoint(http.updateTag)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateTag>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('tag', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.tags.get(params.id), response);
  }

  @Endpoint(http.deleteTag)
  remove(@Input() { params }: InputOf<typeof http.deleteTag>) {
    return this.entities.remove('tag', params.id);
  }

  @Endpoint(http.mergeTags)
  async merge(@Input() { params, body }: InputOf<typeof http.mergeTags>, @Res({ passthrough: true }) response: Response) {
    await this.entities.merge('tag', params.id, body.from);
    return tagged(await this.tags.get(params.id), response);
  }

  @Endpoint(http.addTagPicture)
  addPicture(@Input() { params }: InputOf<typeof http.addTagPicture>, @Req() request: Request) {
    return this.pictures.add('tag', params.id, request);
  }

  @Endpoint(http.arrangeTagPictures)
  async arrangePictures(@Input() { params, body }: InputOf<typeof http.arrangeTagPictures>) {
    return { items: await this.pictures.arrange('tag', params.id, body.ids), nextCursor: null };
  }
}
