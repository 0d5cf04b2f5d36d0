import { Injectable } from '@nestjs/common';
import {
  mostPlaylistItems,
  Sort,
  type Playlist,
  type PlaylistCreate,
  type PlaylistItem,
  type PlaylistItemCreate,
  type PlaylistItemUpdate,
  type PlaylistUpdate,
} from '@reelm/contracts';
import { AppError, type Tx } from '@reelm/service-kit';
import type { z } from 'zod';
import { ListsService } from '../search/lists.service.js';
import { readQuery } from '../search/read.js';
import { SearchService } from '../search/search.service.js';
import { videoCard } from '../videos/card.js';
import { NameTaken, PlaylistsRepository } from './playlists.repository.js';

/** Videos that one request of a list answers. */
const pageSize = 200;

/**
 * Playlists, each of one user; those that are shared everybody may play. What a user may not see of videos is not in them for that user.
 * Every method that names a playlist throws AppError `playlist.not_found`, also for those of others that are not shared, or would be changed.
 */
@Injectable()
export class PlaylistsService {
  constructor(
    private readonly playlists: PlaylistsRepository,
    private readonly search: SearchService,
    private readonly lists: ListsService,
  ) {}

  async list(userId: string): Promise<Playlist[]> {
    return this.playlists.list(userId, null, await this.search.visible(userId, 'v', 2));
  }

  async get(userId: string, id: string): Promise<Playlist> {
    const [playlist] = await this.playlists.list(userId, id, await this.search.visible(userId, 'v', 2));
    if (playlist === undefined) throw new AppError('playlist.not_found');
    return playlist;
  }

  /** @throws AppError `playlist.name_taken`, `query.invalid`, `request.invalid` */
  async create(userId: string, { search, items, ...fields }: z.output<typeof PlaylistCreate>): Promise<Playlist> {
    if (search) check(search);
    const given = { ...fields, q: search?.q ?? null, sort: search?.sort ?? null };
    return this.get(userId, await refuseTakenName(fields.name, this.playlists.create(userId, given, items)));
  }

  /** @throws AppError `playlist.name_taken`, `playlist.kind_fixed`, `query.invalid`, `request.invalid` */
  async update(userId: string, id: string, { search, ...fields }: z.output<typeof PlaylistUpdate>): Promise<Playlist> {
    const playlist = await this.own(userId, id);
    if (search !== undefined) {
      if (playlist.search === null) throw new AppError('playlist.kind_fixed');
      check(search);
    }
    await refuseTakenName(fields.name ?? playlist.name, this.playlists.change(userId, id, { ...fields, ...search }));
    return this.get(userId, id);
  }

  async remove(userId: string, id: string): Promise<void> {
    await this.own(userId, id);
    await this.playlists.remove(userId, id);
  }

  async items(userId: string, id: string): Promise<PlaylistItem[]> {
    const { search } = await this.get(userId, id);
    return search === null ? this.playlists.items(userId, id, await this.search.visible(userId, 'v', 2)) : this.answers(userId, search);
  }

  /** Puts videos and clips at the end. @throws AppError `playlist.kind_fixed`, `playlist.full` */
  async add(userId: string, id: string, items: readonly PlaylistItemCreate[]): Promise<Playlist> {
    await this.changeItems(userId, id, async (tx, held) => {
      if (held + items.length > mostPlaylistItems) throw new AppError('playlist.full', { most: mostPlaylistItems });
      await this.playlists.insert(tx, id, items);
    });
    return this.get(userId, id);
  }

  /** @throws AppError `playlist.kind_fixed` */
  async arrange(userId: string, id: string, ids: readonly string[]): Promise<PlaylistItem[]> {
    await this.changeItems(userId, id, (tx) => this.playlists.arrange(tx, id, ids));
    return this.items(userId, id);
  }

  /** @throws AppError `playlist.item_not_found`, `marker.range_invalid` */
  async updateItem(userId: string, id: string, item: string, change: PlaylistItemUpdate): Promise<PlaylistItem> {
    const before = (await this.items(userId, id)).find((one) => one.id === item);
    if (before === undefined) throw new AppError('playlist.item_not_found');
    const clip = {
      startSeconds: change.startSeconds === undefined ? before.startSeconds : change.startSeconds,
      endSeconds: change.endSeconds === undefined ? before.endSeconds : change.endSeconds,
      title: change.title === undefined ? before.title : change.title,
    };
    if (clip.endSeconds !== null && clip.endSeconds <= (clip.startSeconds ?? 0)) throw new AppError('marker.range_invalid');
    await this.changeItems(userId, id, async (tx) => {
      if (!(await this.playlists.changeItem(tx, id, item, clip))) throw new AppError('playlist.item_not_found');
    });
    return { ...before, ...clip };
  }

  /** @throws AppError `playlist.item_not_found` */
  async removeItem(userId: string, id: string, item: string): Promise<void> {
    await this.changeItems(userId, id, async (tx) => {
      if (!(await this.playlists.removeItem(tx, id, item))) throw new AppError('playlist.item_not_found');
    });
  }

  private async own(userId: string, id: string): Promise<Playlist> {
    const playlist = await this.get(userId, id);
    if (!playlist.mine) throw new AppError('playlist.not_found');
    return playlist;
  }

  private changeItems(userId: string, id: string, work: (tx: Tx, held: number) => Promise<void>): Promise<void> {
    return this.playlists.changeItems(userId, id, async (tx) => {
      const playlist = await this.playlists.lock(tx, userId, id);
      if (playlist === undefined) throw new AppError('playlist.not_found');
      if (playlist.isSmart) throw new AppError('playlist.kind_fixed');
      await work(tx, playlist.items);
    });
  }

  private async answers(userId: string, { q, sort }: { q: string; sort: string }): Promise<PlaylistItem[]> {
    const items: PlaylistItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.lists.list('video', { q, sort, limit: pageSize, cursor, total: false }, userId, videoCard);
      items.push(...page.items.map((video) => ({ id: null, video, startSeconds: null, endSeconds: null, title: null })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && items.length < mostPlaylistItems);
    return items;
  }
}

/** A search that could not be shown must not be kept. */
const check = ({ q, sort }: { q: string; sort: string }): void => {
  readQuery(q, 'video');
  const order = Sort('video').safeParse(sort);
  if (!order.success) throw new AppError('request.invalid', { problem: `sort: ${order.error.issues[0]?.message ?? 'not known'}` });
};

const refuseTakenName = async <T>(name: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NameTaken) throw new AppError('playlist.name_taken', { name }, { cause: error });
    throw error;
  }
};
