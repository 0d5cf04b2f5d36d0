import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { Search, Sort } from './list.js';

/** What a media token opens, always as far as its owner may see it when it is used. */
export const MediaTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('video'), videoId: Id }).strict(),
  z.object({ kind: z.literal('playlist'), playlistId: Id }).strict(),
  z
    .object({
      kind: z.literal('search'),
      q: Search.describe('Whatever answers this search when the token is used'),
      sort: Sort('video').default('-added'),
    })
    .strict(),
]);
export type MediaTarget = z.infer<typeof MediaTarget>;

/** So many hours a media token is good for at most: 90 days. */
export const longestMediaToken = 90 * 24;

export const MediaTokenCreate = z
  .object({
    target: MediaTarget,
    hours: z.number().int().min(1).max(longestMediaToken).default(12).describe('How long it is good for'),
  })
  .strict();

/** Leave to read videos, for players that can send nothing but an address. It is shown once; afterwards only what is here is known. */
export const MediaToken = z.object({
  id: Id,
  name: z.string().describe('Of the video or playlist when it was made, or the search'),
  target: MediaTarget,
  prefix: z.string().describe('First characters of the token, to tell tokens apart'),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type MediaToken = z.infer<typeof MediaToken>;

/** Where another player finds what a token opens; these addresses carry the token, and begin behind the name of this server. */
export const MediaLinks = z.object({
  list: z.string().describe('M3U playlist'),
  file: z.string().nullable().describe('The file as it is; null for more than one video, and for a range of a file'),
  hls: z.string().nullable().describe('HLS of H.264 and AAC, which nearly everything plays; null for more than one video'),
});
export type MediaLinks = z.infer<typeof MediaLinks>;

/** How the videos of an M3U playlist come: each file as it is, or HLS. What is a range of a file always comes as HLS. */
export const ListedAs = z.enum(['file', 'hls']);
export type ListedAs = z.infer<typeof ListedAs>;
