import { z } from 'zod';
import { Id, Instant } from '../primitives.js';

/** What one user did with a video. */
export const Activity = z.object({
  plays: z.number().int().nonnegative(),
  playSeconds: z.number().nonnegative(),
  resumeSeconds: z.number().nonnegative().nullable().describe('Where to go on; null when it was seen to the end'),
  lastPlayedAt: Instant.nullable(),
  watchLaterAt: Instant.nullable().describe('When it was put on the watch-later list; null when it is not on it'),
});
export type Activity = z.infer<typeof Activity>;

/** What a player reports while it plays, every few seconds and at the end. */
export const PlayReport = z
  .object({
    playId: Id.describe('Made by the player, the same for one sitting; a report sent twice counts once'),
    positionSeconds: z.number().nonnegative().max(1_000_000),
    playedSeconds: z.number().nonnegative().max(1_000_000).describe('Seconds really played in this sitting so far'),
  })
  .strict();

export const Play = z.object({
  id: Id,
  videoId: Id,
  videoName: z.string(),
  startedAt: Instant,
  playedSeconds: z.number(),
});
export type Play = z.infer<typeof Play>;
