import { Controller, Headers, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { acceptedVersions, neverUnchanged, tagged } from '../http/entity-tag.js';
import { VideosService } from './videos.service.js';

@Controller()
export class VideosController {
  constructor(private readonly videos: VideosService) {}

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
    return tagged(await this.videos.update(params.id, body, acceptedVersions(ifMatch), actor.userId), response);
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
