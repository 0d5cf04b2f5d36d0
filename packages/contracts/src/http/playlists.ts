import { z } from 'zod';
import {
  mostPlaylistItems,
  Playlist,
  PlaylistCreate,
  PlaylistItem,
  PlaylistItemCreate,
  PlaylistItemUpdate,
  PlaylistUpdate,
} from '../entities/playlist.js';
import { Id, pageOf } from '../primitives.js';
import { byId, endpoint, viewer } from './endpoint.js';

const itemById = z.object({ id: Id, item: Id });

/** Videos and clips to play one after the other. Each user has playlists of their own, and plays those that others share. */
export const playlistHttp = {
  listPlaylists: endpoint('GET', '/api/playlists', viewer, 'The asking user’s playlists, then those that others share, by name', {
    response: pageOf(Playlist),
  }),
  createPlaylist: endpoint('POST', '/api/playlists', viewer, 'Make a playlist, of items or of a search', {
    body: PlaylistCreate,
    response: Playlist,
    status: 201,
  }),
  getPlaylist: endpoint('GET', '/api/playlists/:id', viewer, 'One playlist', { params: byId, response: Playlist }),
  updatePlaylist: endpoint('PATCH', '/api/playlists/:id', viewer, 'Change a playlist of one’s own', {
    params: byId,
    body: PlaylistUpdate,
    response: Playlist,
  }),
  deletePlaylist: endpoint('DELETE', '/api/playlists/:id', viewer, 'Delete a playlist of one’s own; its videos stay', {
    params: byId,
    status: 204,
  }),
  playlistItems: endpoint('GET', '/api/playlists/:id/items', viewer, 'What it plays, in order, as far as the asking user may see it', {
    params: byId,
    response: pageOf(PlaylistItem),
  }),
  addPlaylistItems: endpoint('POST', '/api/playlists/:id/items', viewer, 'Put videos and clips at its end', {
    params: byId,
    body: z.object({ items: z.array(PlaylistItemCreate).min(1).max(mostPlaylistItems) }).strict(),
    response: Playlist,
  }),
  arrangePlaylist: endpoint(
    'PATCH',
    '/api/playlists/:id/items',
    viewer,
    'Put its items in this order; those that are not named come behind',
    {
      params: byId,
      body: z.object({ ids: z.array(Id).max(mostPlaylistItems) }).strict(),
      response: pageOf(PlaylistItem),
    },
  ),
  updatePlaylistItem: endpoint('PATCH', '/api/playlists/:id/items/:item', viewer, 'Change the clip at one place', {
    params: itemById,
    body: PlaylistItemUpdate,
    response: PlaylistItem,
  }),
  removePlaylistItem: endpoint('DELETE', '/api/playlists/:id/items/:item', viewer, 'Take one place out', {
    params: itemById,
    status: 204,
  }),
} as const;
