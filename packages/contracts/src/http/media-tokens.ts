import { z } from 'zod';
import { Sort } from '../entities/list.js';
import { ListedAs, MediaLinks, MediaToken, MediaTokenCreate } from '../entities/media-token.js';
import { pageOf } from '../primitives.js';
import { byId, endpoint, linked, ownSession } from './endpoint.js';

const m3u = 'audio/x-mpegurl';
const as = { as: ListedAs.default('file') };

/** Media tokens and what they are for: links that other players can open. */
export const mediaTokenHttp = {
  listMediaTokens: endpoint('GET', '/api/media-tokens', ownSession, 'The own media tokens, the newest first', {
    response: pageOf(MediaToken),
  }),
  createMediaToken: endpoint('POST', '/api/media-tokens', ownSession, 'Make a media token; it is shown this once, with links', {
    body: MediaTokenCreate,
    response: MediaToken.extend({ token: z.string(), links: MediaLinks }),
    status: 201,
    secret: true,
  }),
  deleteMediaToken: endpoint('DELETE', '/api/media-tokens/:id', ownSession, 'Revoke an own media token', { params: byId, status: 204 }),
  exportVideos: endpoint('GET', '/api/videos/list.m3u8', linked('search'), 'M3U playlist of the videos that answer a search', {
    query: z.object({
      q: z.string().max(2000).optional().describe('Left out with a media token, which brings its search along'),
      sort: Sort('video').optional().describe('`-added` where left out, or the order that the media token brings along'),
      ...as,
    }),
    bytes: m3u,
  }),
  exportVideo: endpoint('GET', '/api/videos/:id/list.m3u8', linked('video'), 'M3U playlist of one video', {
    params: byId,
    query: z.object(as),
    bytes: m3u,
  }),
  exportPlaylist: endpoint('GET', '/api/playlists/:id/list.m3u8', linked('playlist'), 'M3U playlist of a playlist', {
    params: byId,
    query: z.object(as),
    bytes: m3u,
  }),
} as const;
