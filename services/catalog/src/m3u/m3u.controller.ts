import { Readable } from 'node:stream';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { http, type ListedAs } from '@reelm/contracts';
import { AppError, SERVICE_CONFIG } from '@reelm/service-kit';
import type { Request, Response } from 'express';
import { CurrentActor, type Actor } from '../auth/actor.js';
import { linkToken } from '../auth/auth.service.js';
import type { CatalogConfig } from '../config.js';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { encodeFileName, pipeUntilClientLeaves } from '../media/send-file.js';
import { M3uService, type Addresses, type Exported } from './m3u.service.js';

const usualOrder = '-added';

/** M3U playlists for other players. Asked for by a media token, the addresses in them carry it; otherwise they carry none. */
@Controller()
export class M3uController {
  constructor(
    private readonly m3u: M3uService,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  @Endpoint(http.exportVideos)
  async videos(
    @Input() { query }: InputOf<typeof http.exportVideos>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const made = actor.via.kind === 'media' && actor.via.target.kind === 'search' ? actor.via.target : undefined;
    if (made !== undefined && query.q !== undefined && query.q !== made.q) throw new AppError('auth.media_only');
    const sort = query.sort ?? made?.sort ?? usualOrder;
    await send(response, await this.m3u.ofSearch(actor.userId, made?.q ?? query.q ?? '', sort, this.addresses(request, actor, query.as)));
  }

  @Endpoint(http.exportVideo)
  async video(
    @Input() { params, query }: InputOf<typeof http.exportVideo>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await send(response, await this.m3u.ofVideo(params.id, this.addresses(request, actor, query.as)));
  }

  @Endpoint(http.exportPlaylist)
  async playlist(
    @Input() { params, query }: InputOf<typeof http.exportPlaylist>,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await send(response, await this.m3u.ofPlaylist(actor.userId, params.id, this.addresses(request, actor, query.as)));
  }

  private addresses(request: Request, { via }: Actor, as: ListedAs): Addresses {
    const { REELM_PUBLIC_URL: known } = this.config;
    const origin = known === undefined ? `http://${request.get('host') ?? ''}` : new URL(known).origin;
    return { origin, as, token: via.kind === 'media' ? linkToken(request) : undefined };
  }
}

async function send(response: Response, { name, parts }: Exported): Promise<void> {
  response.set({
    'content-type': 'audio/x-mpegurl; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${encodeFileName(`${name}.m3u8`)}`,
  });
  await pipeUntilClientLeaves(Readable.from(parts), response);
}
