import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { MediaService } from './media.service.js';
import { sendArtifact } from './send-artifact.js';
import { sendFile } from './send-file.js';

@Controller()
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Endpoint(http.streamVideo)
  async stream(@Input() { params, query }: InputOf<typeof http.streamVideo>, @Req() request: Request, @Res() response: Response) {
    await sendFile(request, response, await this.media.openVideo(params.id, query.file));
  }

  @Endpoint(http.videoCover)
  async cover(@Input() { params, query }: InputOf<typeof http.videoCover>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.cover(params.id), query.v);
  }

  @Endpoint(http.videoSprite)
  async sprite(@Input() { params, query }: InputOf<typeof http.videoSprite>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.sprite(params.id), query.v);
  }

  @Endpoint(http.videoSpriteVtt)
  async spriteVtt(@Input() { params, query }: InputOf<typeof http.videoSpriteVtt>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.spriteVtt(params.id), query.v);
  }
}
