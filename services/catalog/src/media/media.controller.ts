import { Controller, Req, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { MediaService } from './media.service.js';
import { sendArtifact } from './send-artifact.js';
import { sendFile } from './send-file.js';

@Controller()
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Endpoint(http.streamVideo)
  async stream(
    @Input() { params, query }: InputOf<typeof http.streamVideo>,
    @CurrentActor() { via }: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await sendFile(request, response, await this.media.openVideo(params.id, query.file, via.kind === 'media'));
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

  @Endpoint(http.videoPreview)
  async preview(@Input() { params, query }: InputOf<typeof http.videoPreview>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.preview(params.id, 'preview.mp4'), query.v);
  }

  @Endpoint(http.videoPreviewWebp)
  async previewWebp(@Input() { params, query }: InputOf<typeof http.videoPreviewWebp>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.preview(params.id, 'preview.webp'), query.v);
  }

  @Endpoint(http.markerPreview)
  async markerPreview(@Input() { params, query }: InputOf<typeof http.markerPreview>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.markerPreview(params.id), query.v);
  }

  @Endpoint(http.videoTimeline)
  timeline(@Input() { params }: InputOf<typeof http.videoTimeline>) {
    return this.media.timeline(params.id);
  }

  @Endpoint(http.videoWaveform)
  waveform(@Input() { params, query }: InputOf<typeof http.videoWaveform>) {
    return this.media.waveform(params.id, query.from, query.to);
  }

  @Endpoint(http.videoSubtitles)
  async subtitles(@Input() { params }: InputOf<typeof http.videoSubtitles>) {
    return { items: await this.media.subtitles(params.id), nextCursor: null };
  }

  @Endpoint(http.videoSubtitle)
  async subtitle(@Input() { params, query }: InputOf<typeof http.videoSubtitle>, @Req() request: Request, @Res() response: Response) {
    await sendArtifact(request, response, await this.media.subtitle(params.id, params.track), query.v);
  }
}
