import { Controller, Req, Res } from '@nestjs/common';
import { http, type Playback } from '@reelm/contracts';
import type { Response } from 'express';
import { CurrentActor, type Actor, type AuthenticatedRequest } from '../auth/actor.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { seatOf } from './seat.js';
import { sendPlaylist, sendStream } from './send-stream.js';
import { StreamsService } from './streams.service.js';

@Controller()
export class StreamsController {
  constructor(private readonly streams: StreamsService) {}

  @Endpoint(http.playVideo)
  play(@Input() { params, body }: InputOf<typeof http.playVideo>, @CurrentActor() actor: Actor): Promise<Playback> {
    return this.streams.play(params.id, body, seatOf(actor));
  }

  @Endpoint(http.videoHls)
  async hls(@Input() { params }: InputOf<typeof http.videoHls>, @Req() request: AuthenticatedRequest, @Res() response: Response) {
    sendPlaylist(request, response, await this.streams.hls(params.id));
  }

  @Endpoint(http.masterPlaylist)
  master(@Input() { params, query }: InputOf<typeof http.masterPlaylist>, @Req() request: AuthenticatedRequest, @Res() response: Response) {
    return sendStream(this.streams, request, response, params, 'master.m3u8', query);
  }

  @Endpoint(http.mediaPlaylist)
  playlist(
    @Input() { params, query }: InputOf<typeof http.mediaPlaylist>,
    @Req() request: AuthenticatedRequest,
    @Res() response: Response,
  ) {
    return sendStream(this.streams, request, response, params, `${params.picture}/${params.sound}/index.m3u8`, query);
  }

  @Endpoint(http.initSegment)
  init(@Input() { params, query }: InputOf<typeof http.initSegment>, @Req() request: AuthenticatedRequest, @Res() response: Response) {
    return sendStream(this.streams, request, response, params, `${params.picture}/${params.sound}/init.mp4`, query);
  }

  @Endpoint(http.mediaSegment)
  segment(@Input() { params, query }: InputOf<typeof http.mediaSegment>, @Req() request: AuthenticatedRequest, @Res() response: Response) {
    return sendStream(this.streams, request, response, params, `${params.picture}/${params.sound}/${params.segment}`, query);
  }
}
