import { Injectable } from '@nestjs/common';
import type { ListedAs, PlaylistItem } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { PlaylistsService } from '../playlists/playlists.service.js';
import { ListsService } from '../search/lists.service.js';
import { videoCard } from '../videos/card.js';
import { m3uEntry, m3uHead } from './m3u.js';
import { M3uRepository } from './m3u.repository.js';

/** Videos that one page of a search brings. */
const pageSize = 200;

/** How the addresses of a playlist look. */
export interface Addresses {
  /** Scheme, host and port of this server as players reach it. */
  origin: string;
  as: ListedAs;
  /** Media token that they carry; undefined for none. */
  token: string | undefined;
}

/** A playlist as it is sent: name, and its parts as they come. */
export interface Exported {
  name: string;
  parts: AsyncIterable<string>;
}

type Listed = Pick<PlaylistItem, 'startSeconds' | 'endSeconds' | 'title'> & {
  video: { id: string; name: string; durationSeconds: number | null };
};

/** M3U playlists of what a user may see. */
@Injectable()
export class M3uService {
  constructor(
    private readonly lists: ListsService,
    private readonly playlists: PlaylistsService,
    private readonly repository: M3uRepository,
  ) {}

  /** @throws AppError `query.invalid`, `query.too_slow`, before the first part; later the playlist breaks off */
  async ofSearch(userId: string, q: string, sort: string, addresses: Addresses): Promise<Exported> {
    const name = q.trim() === '' ? 'Videos' : q.trim();
    const page = (cursor: string | undefined) =>
      this.lists.list('video', { q, sort, limit: pageSize, cursor, total: false }, userId, videoCard);
    const entries = this.entries.bind(this);
    const first = await page(undefined);
    async function* parts() {
      yield m3uHead(name);
      for (let shown = first; ; shown = await page(shown.nextCursor)) {
        yield await entries(
          shown.items.map((video) => ({ ...whole, video })),
          addresses,
        );
        if (shown.nextCursor === null) return;
      }
    }
    return { name, parts: parts() };
  }

  /** @throws AppError `playlist.not_found` */
  async ofPlaylist(userId: string, id: string, addresses: Addresses): Promise<Exported> {
    const { name } = await this.playlists.get(userId, id);
    return this.short(name, await this.playlists.items(userId, id), addresses);
  }

  /** @throws AppError `video.not_found` */
  async ofVideo(id: string, addresses: Addresses): Promise<Exported> {
    const video = await this.repository.video(id);
    if (video === undefined) throw new AppError('video.not_found');
    return this.short(video.name, [{ ...whole, video }], addresses);
  }

  private async short(name: string, items: readonly Listed[], addresses: Addresses): Promise<Exported> {
    const text = m3uHead(name) + (await this.entries(items, addresses));
    return {
      name,
      parts: (async function* () {
        yield text;
      })(),
    };
  }

  private async entries(items: readonly Listed[], { origin, as, token }: Addresses): Promise<string> {
    const parts = await this.repository.parts(items.map(({ video }) => video.id));
    const query = token === undefined ? '' : `?token=${token}`;
    return items
      .map(({ video: { id, name, durationSeconds }, title, startSeconds, endSeconds }) => {
        const file = as === 'hls' || parts.has(id) ? 'master.m3u8' : 'stream';
        const address = `${origin}/api/videos/${id}/${file}${query}`;
        return m3uEntry({ title: title ?? name, seconds: durationSeconds, startSeconds, endSeconds, address });
      })
      .join('');
  }
}

const whole = { startSeconds: null, endSeconds: null, title: null };
