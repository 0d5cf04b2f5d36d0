import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { clearable, Details, Name, Title } from './entity.js';
import { VideoCard } from './video.js';

/** So many videos a playlist holds, or, where it is a search, answers. */
export const mostPlaylistItems = 1000;

const Seconds = z.number().nonnegative().max(1_000_000);
const inOrder = ({ startSeconds, endSeconds }: { startSeconds?: number | null | undefined; endSeconds?: number | null | undefined }) =>
  endSeconds == null || endSeconds > (startSeconds ?? 0);
const clip = {
  startSeconds: clearable(Seconds).describe('Where a clip begins; null at the beginning'),
  endSeconds: clearable(Seconds).describe('Where a clip ends; null at the end'),
  title: clearable(Title).describe('What the clip is called; null as the video is'),
};

/** A video to put into a playlist, or a clip of it. */
export const PlaylistItemCreate = z
  .object({ videoId: Id, ...clip })
  .strict()
  .refine(inOrder, 'the end must come after the start');
export type PlaylistItemCreate = z.infer<typeof PlaylistItemCreate>;
export const PlaylistItemUpdate = z.object(clip).strict();
export type PlaylistItemUpdate = z.infer<typeof PlaylistItemUpdate>;

export const PlaylistItem = z.object({
  id: Id.nullable().describe('Of its place in the playlist, where the video may stand twice; null in a playlist that is a search'),
  video: VideoCard,
  startSeconds: z.number().nullable(),
  endSeconds: z.number().nullable(),
  title: z.string().nullable(),
});
export type PlaylistItem = z.infer<typeof PlaylistItem>;

const fields = {
  name: Name,
  details: clearable(Details),
  shared: z.boolean().describe('Everybody can play it; only its owner changes it'),
};
const Question = { q: z.string().max(2000), sort: z.string().max(200) };

/** With `search` it is smart: it holds what answers at any time, and nothing can be put into it. */
export const PlaylistCreate = z
  .object({
    name: fields.name,
    details: fields.details,
    shared: fields.shared.default(false),
    search: z
      .object({ q: Question.q.default(''), sort: Question.sort })
      .strict()
      .nullable()
      .default(null),
    items: z.array(PlaylistItemCreate).max(mostPlaylistItems).default([]),
  })
  .strict()
  .refine(({ search, items }) => search === null || items.length === 0, 'a playlist that is a search holds no items of its own');
export const PlaylistUpdate = z
  .object({ ...fields, search: z.object(Question).strict().describe('For a playlist that is a search') })
  .partial()
  .strict();

/** A list of videos and clips to play, of one user. */
export const Playlist = z.object({
  id: Id,
  name: z.string(),
  details: z.string().nullable(),
  shared: z.boolean(),
  mine: z.boolean().describe('Whether the asking user may change it'),
  owner: z.string().describe('User name'),
  search: z.object(Question).nullable().describe('Where the playlist is a search'),
  items: z.number().int().nonnegative().nullable().describe('Those that the asking user may see; null where it is a search'),
  seconds: z.number().nonnegative().nullable().describe('How long they take together; null where it is a search'),
  coverUrls: z.array(z.string()).describe('Of its first videos, at most four'),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Playlist = z.infer<typeof Playlist>;
