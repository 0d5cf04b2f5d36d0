import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { EntitiesService } from '../entities/entities.service.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { CoversService } from './covers.service.js';
import { VideoEditingService } from './video-editing.service.js';
import { VideosService } from './videos.service.js';

@Controller()
export class VideosController {
  constructor(
    private readonly videos: VideosService,
    private readonly editing: VideoEditingService,
    private readonly covers: CoversService,
    private readonly entities: EntitiesService,
  ) {}

  @Endpoint(http.getVideo)
  async get(
    @Input() { params }: InputOf<typeof http.getVideo>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    neverUnchanged(request);
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.updateVideo)
  async update(
    @Input() { params, body }: InputOf<typeof http.updateVideo>,
    @CurrentActor() actor: Actor,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.entities.update('video', params.id, body, acceptedVersions(ifMatch));
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.createVideoPart)
  async createPart(
    @Input() { body }: InputOf<typeof http.createVideoPart>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    const id = await this.editing.createPart(body);
    await this.covers.takeForPart(id);
    return tagged(await this.videos.get(id, actor.userId), response);
  }

  @Endpoint(http.deleteVideo)
  remove(@Input() { params }: InputOf<typeof http.deleteVideo>) {
    return this.editing.removePart(params.id);
  }

  @Endpoint(http.mergeVideos)
  async merge(
    @Input() { params, body }: InputOf<typeof http.mergeVideos>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.editing.merge(params.id, body.from);
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.setVideoCover)
  async setCover(
    @Input() { params }: InputOf<typeof http.setVideoCover>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.covers.upload(params.id, request);
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.takeVideoCover)
  async takeCover(
    @Input() { params, body }: InputOf<typeof http.takeVideoCover>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.covers.takeFrame(params.id, body.seconds);
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.resetVideoCover)
  async resetCover(
    @Input() { params }: InputOf<typeof http.resetVideoCover>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.covers.reset(params.id);
    return tagged(await this.videos.get(params.id, actor.userId), response);
  }

  @Endpoint(http.videoFaces)
  async faces(@Input() { params }: InputOf<typeof http.videoFaces>) {
    return { items: await this.videos.faces(params.id), nextCursor: null };
  }

  @Endpoint(http.analyzeVideo)
  async analyze(@Input() { params }: InputOf<typeof http.analyzeVideo>) {
    return { items: await this.videos.analyze(params.id), nextCursor: null };
  }
}
