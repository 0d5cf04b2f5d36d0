import { Injectable } from '@nestjs/common';
import { Id, type Access, type MediaTarget } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { SearchRepository } from '../search/search.repository.js';
import { SearchService } from '../search/search.service.js';
import { MediaTokensRepository } from './media-tokens.repository.js';

/** Keeps a media token within what it was made for; what lies beyond is answered as if it were not there. */
@Injectable()
export class MediaReach {
  constructor(
    private readonly tokens: MediaTokensRepository,
    private readonly search: SearchService,
    private readonly searches: SearchRepository,
  ) {}

  /**
   * @param link what the endpoint is about @param id of that, as it came @param userId the token's owner
   * @throws AppError `video.not_found`, `playlist.not_found`, `auth.media_only`
   */
  async check(link: Access['link'], id: unknown, target: MediaTarget, userId: string): Promise<void> {
    switch (link) {
      case 'video':
        // What is no id is refused when the input is parsed.
        if (!isId(id) || (await this.opens(target, id, userId))) return;
        throw new AppError('video.not_found');
      case 'playlist':
        if (!isId(id) || (target.kind === 'playlist' && target.playlistId === id)) return;
        throw new AppError('playlist.not_found');
      case 'search':
        if (target.kind === 'search') return;
        throw new AppError('auth.media_only');
      case undefined:
        throw new AppError('auth.media_only');
    }
  }

  private async opens(target: MediaTarget, videoId: string, userId: string): Promise<boolean> {
    switch (target.kind) {
      case 'video':
        return target.videoId === videoId || (await this.now(target.videoId)) === (await this.now(videoId));
      case 'search':
        return this.answers(target.q, videoId, userId);
      case 'playlist': {
        const playlist = await this.tokens.playlistWith(userId, target.playlistId, await this.now(videoId));
        if (playlist === undefined) return false;
        return playlist.q === null ? playlist.holds : this.answers(playlist.q, videoId, userId);
      }
    }
  }

  private async answers(q: string, videoId: string, userId: string): Promise<boolean> {
    const found = await this.search.among(await this.search.ask('video', q, userId), [await this.now(videoId)]);
    return found.length > 0;
  }

  /** The id that stands for what was merged. */
  private async now(videoId: string): Promise<string> {
    return (await this.searches.successors('video', [videoId])).get(videoId) ?? videoId;
  }
}

const isId = (id: unknown): id is string => Id.safeParse(id).success;
