import {
  playlistHttp,
  type BodyOf,
  type Playlist,
  type PlaylistItem,
  type PlaylistItemCreate,
  type PlaylistItemUpdate,
} from '@reelm/contracts';
import type { z } from 'zod';
import type { Queued } from '@/components/queue/queue';
import { call } from '@/lib/api';

export const playlistKeys = {
  all: ['playlists'] as const,
  list: ['playlists', 'list'] as const,
  detail: (id: string) => ['playlists', 'detail', id] as const,
  items: (id: string) => ['playlists', 'items', id] as const,
};

export const listPlaylists = async (signal?: AbortSignal): Promise<Playlist[]> =>
  (await call(playlistHttp.listPlaylists, {}, { signal })).items;
export const getPlaylist = (id: string, signal?: AbortSignal): Promise<Playlist> =>
  call(playlistHttp.getPlaylist, { params: { id } }, { signal });
export const createPlaylist = (body: z.input<(typeof playlistHttp.createPlaylist)['body']>): Promise<Playlist> =>
  call(playlistHttp.createPlaylist, { body });
export const updatePlaylist = (id: string, body: BodyOf<typeof playlistHttp.updatePlaylist>): Promise<Playlist> =>
  call(playlistHttp.updatePlaylist, { params: { id }, body });
export const deletePlaylist = async (id: string): Promise<void> => {
  await call(playlistHttp.deletePlaylist, { params: { id } });
};
export const playlistItems = async (id: string, signal?: AbortSignal): Promise<PlaylistItem[]> =>
  (await call(playlistHttp.playlistItems, { params: { id } }, { signal })).items;
export const addItems = (id: string, items: PlaylistItemCreate[]): Promise<Playlist> =>
  call(playlistHttp.addPlaylistItems, { params: { id }, body: { items } });
export const arrangeItems = async (id: string, ids: string[]): Promise<PlaylistItem[]> =>
  (await call(playlistHttp.arrangePlaylist, { params: { id }, body: { ids } })).items;
export const updateItem = (id: string, item: string, body: PlaylistItemUpdate): Promise<PlaylistItem> =>
  call(playlistHttp.updatePlaylistItem, { params: { id, item }, body });
export const removeItem = async (id: string, item: string): Promise<void> => {
  await call(playlistHttp.removePlaylistItem, { params: { id, item } });
};

/** What is queued, as a playlist takes it. */
export const itemsOf = (queued: readonly Queued[]): PlaylistItemCreate[] =>
  queued.map(({ id, startSeconds, endSeconds }) => ({ videoId: id, startSeconds, endSeconds }));
