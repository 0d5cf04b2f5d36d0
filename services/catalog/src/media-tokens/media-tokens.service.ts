import { Injectable } from '@nestjs/common';
import { MediaTarget, type MediaLinks, type MediaToken } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { ApiKeysRepository, mediaScope } from '../api-keys/api-keys.repository.js';
import { mediaTokenPrefix } from '../api-keys/api-keys.service.js';
import { hashSecret, newSecret } from '../auth/secrets.js';
import type { ApiKey as ApiKeyRow } from '../generated/prisma/client.js';
import { readQuery } from '../search/read.js';
import { MediaTokensRepository } from './media-tokens.repository.js';

const hourMs = 3_600_000;

/** Tokens by which other players read videos: API keys of a scope of their own, which opens what they were made for and nothing else. */
@Injectable()
export class MediaTokensService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly tokens: MediaTokensRepository,
  ) {}

  async list(userId: string): Promise<MediaToken[]> {
    return (await this.keys.listMediaTokens(userId)).map(toMediaToken);
  }

  /** @returns the token, which is not kept, and links that carry it. @throws AppError `entity.reference_missing`, `playlist.not_found`, `query.invalid` */
  async create(userId: string, target: MediaTarget, hours: number): Promise<MediaToken & { token: string; links: MediaLinks }> {
    const { name, isPart } = await this.describe(userId, target);
    const token = mediaTokenPrefix + newSecret();
    await this.keys.forgetEndedMediaTokens(userId);
    const row = await this.keys.create({
      userId,
      name,
      scope: mediaScope,
      prefix: token.slice(0, mediaTokenPrefix.length + 6),
      keyHash: hashSecret(token),
      expiresAt: new Date(Date.now() + hours * hourMs),
      target,
    });
    return { ...toMediaToken(row), token, links: linksOf(target, isPart, token) };
  }

  /** @throws AppError `media_token.not_found`, also for tokens of others */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.keys.removeMediaToken(userId, id))) throw new AppError('media_token.not_found');
  }

  private async describe(userId: string, target: MediaTarget): Promise<{ name: string; isPart: boolean }> {
    switch (target.kind) {
      case 'video': {
        // Whether the user may see it was found out before: the body of the request names it.
        const video = await this.tokens.video(target.videoId);
        if (video === undefined) throw new AppError('entity.reference_missing', { kind: 'video', ids: [target.videoId] });
        return video;
      }
      case 'playlist': {
        const playlist = await this.tokens.playlistWith(userId, target.playlistId, null);
        if (playlist === undefined) throw new AppError('playlist.not_found');
        return { name: playlist.name, isPart: false };
      }
      case 'search':
        readQuery(target.q, 'video');
        return { name: target.q.trim(), isPart: false };
    }
  }
}

const toMediaToken = (row: ApiKeyRow): MediaToken => ({
  id: row.id,
  name: row.name,
  target: MediaTarget.parse(row.target),
  prefix: row.prefix,
  createdAt: row.createdAt.toISOString(),
  expiresAt: (row.expiresAt ?? row.createdAt).toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

function linksOf(target: MediaTarget, isPart: boolean, token: string): MediaLinks {
  switch (target.kind) {
    case 'video': {
      const at = (name: string): string => `/api/videos/${target.videoId}/${name}?token=${token}`;
      return { list: at('list.m3u8'), file: isPart ? null : at('stream'), hls: at('master.m3u8') };
    }
    case 'playlist':
      return { list: `/api/playlists/${target.playlistId}/list.m3u8?token=${token}`, file: null, hls: null };
    case 'search':
      return { list: `/api/videos/list.m3u8?token=${token}`, file: null, hls: null };
  }
}
