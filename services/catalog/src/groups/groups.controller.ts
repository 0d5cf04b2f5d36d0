import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { EntitiesService } from '../entities/entities.service.js';
import { PicturesService } from '../entities/pictures.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { GroupsService } from './groups.service.js';

@Controller()
export class GroupsController {
  constructor(
    private readonly entities: EntitiesService,
    private readonly pictures: PicturesService,
    private readonly groups: GroupsService,
  ) {}

  @Endpoint(http.getGroup)
  async get(@Input() { params }: InputOf<typeof http.getGroup>, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    neverUnchanged(request);
    return tagged(await this.groups.get(params.id), response);
  }

  @Endpoint(http.createGroup)
  async create(@Input() { body }: InputOf<typeof http.createGroup>, @Res({ passthrough: true }) response: Response) {
    return tagged(await this.groups.get(await this.entities.create('group', body)), response);
  }

  @Endpoint(http.updateGroup)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateGroup>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('group', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.groups.get(params.id), response);
  }

  @Endpoint(http.deleteGroup)
  remove(@Input() { params }: InputOf<typeof http.deleteGroup>) {
    return this.entities.remove('group', params.id);
  }

  @Endpoint(http.mergeGroups)
  async merge(@Input() { params, body }: InputOf<typeof http.mergeGroups>, @Res({ passthrough: true }) response: Response) {
    await this.entities.merge('group', params.id, body.from);
    return tagged(await this.groups.get(params.id), response);
  }

  @Endpoint(http.addGroupPicture)
  addPicture(@Input() { params }: InputOf<typeof http.addGroupPicture>, @Req() request: Request) {
    return this.pictures.add('group', params.id, request);
  }

  @Endpoint(http.arrangeGroupPictures)
  async arrangePictures(@Input() { params, body }: InputOf<typeof http.arrangeGroupPictures>) {
    return { items: await this.pictures.arrange('group', params.id, body.ids), nextCursor: null };
  }

  @Endpoint(http.groupVideos)
  async listVideos(@Input() { params }: InputOf<typeof http.groupVideos>, @CurrentActor() { userId }: Actor) {
    return { items: await this.groups.videos(params.id, userId), nextCursor: null };
  }

  @Endpoint(http.arrangeGroupVideos)
  async arrangeVideos(@Input() { params, body }: InputOf<typeof http.arrangeGroupVideos>, @CurrentActor() { userId }: Actor) {
    await this.groups.arrange(params.id, body.ids, userId);
    return { items: await this.groups.videos(params.id, userId), nextCursor: null };
  }
}
