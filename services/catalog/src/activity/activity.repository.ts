import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@reelm/service-kit';
import type { Condition } from '../search/search.service.js';
import type { PlayProgress } from './play-progress.js';

export interface ActivityRow {
  plays: number;
  playSeconds: number;
  resumeSeconds: number | null;
  lastPlayedAt: Date | null;
  watchLaterAt: Date | null;
}

export interface PlayRow {
  id: string;
  videoId: string;
  videoName: string;
  startedAt: Date;
  playedSeconds: number;
}

/** Where the page before ended. */
export interface PlayPlace {
  startedAt: string;
  id: string;
}

const columns = `plays, play_seconds AS "playSeconds", resume_seconds AS "resumeSeconds", last_played_at AS "lastPlayedAt",
  watch_later_at AS "watchLaterAt"`;

/** Sum of two lists entry by entry; null where neither is there. */
export const addedUp = (one: string, other: string): string =>
  `CASE WHEN ${one} IS NULL OR ${other} IS NULL THEN coalesce(${one}, ${other})
    ELSE ARRAY(SELECT coalesce(x, 0) + coalesce(y, 0) FROM unnest(${one}, ${other}) WITH ORDINALITY AS both_lists (x, y, place) ORDER BY place) END`;

@Injectable()
export class ActivityRepository {
  constructor(private readonly database: Database) {}

  /** Locks the video against being merged away meanwhile. */
  async video(tx: Tx, videoId: string): Promise<{ duration: number | null } | undefined> {
    const [row] = await tx.query<{ duration: number | null }>('SELECT duration FROM video WHERE id = $1 FOR KEY SHARE', [videoId]);
    return row;
  }

  /**
   * Notes how far a sitting is. Reports may come twice or late: the most seconds count.
   * @returns what this report adds to what is known of the sitting
   */
  async notePlay(
    tx: Tx,
    userId: string,
    videoId: string,
    play: { id: string; playedSeconds: number; counts: boolean },
  ): Promise<{ seconds: number; plays: number }> {
    const key = [userId, play.id];
    await tx.query('INSERT INTO play (user_id, id, video_id, played_seconds) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING', [
      ...key,
      videoId,
    ]);
    const [before] = await tx.query<{ seconds: number; counted: boolean }>(
      'SELECT played_seconds AS seconds, counted FROM play WHERE user_id = $1 AND id = $2 AND video_id = $3 FOR UPDATE',
      [...key, videoId],
    );
    // The id of a sitting with another video: nothing can be added to that.
    if (before === undefined) return { seconds: 0, plays: 0 };
    const seconds = Math.max(before.seconds, play.playedSeconds);
    const counted = before.counted || play.counts;
    await tx.query('UPDATE play SET played_seconds = $3, counted = $4 WHERE user_id = $1 AND id = $2', [...key, seconds, counted]);
    return { seconds: seconds - before.seconds, plays: counted && !before.counted ? 1 : 0 };
  }

  async add(
    tx: Tx,
    userId: string,
    videoId: string,
    added: { seconds: number; plays: number },
    { resumeSeconds }: PlayProgress,
    watched: readonly number[] | null,
  ): Promise<ActivityRow | undefined> {
    const [row] = await tx.query<ActivityRow>(
      `INSERT INTO activity AS a (user_id, video_id, plays, play_seconds, resume_seconds, last_played_at, watched) VALUES ($1, $2, $3, $4, $5, now(), $6)
       ON CONFLICT (user_id, video_id) DO UPDATE SET plays = a.plays + EXCLUDED.plays, play_seconds = a.play_seconds + EXCLUDED.play_seconds,
         resume_seconds = EXCLUDED.resume_seconds, last_played_at = EXCLUDED.last_played_at, watched = ${addedUp('a.watched', 'EXCLUDED.watched')}
       RETURNING ${columns}`,
      [userId, videoId, added.plays, added.seconds, resumeSeconds, watched],
    );
    return row;
  }

  async setWatchLater(tx: Tx, userId: string, videoId: string, watchLater: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO activity AS a (user_id, video_id, watch_later_at) VALUES ($1, $2, CASE WHEN $3 THEN now() END)
       ON CONFLICT (user_id, video_id) DO UPDATE SET watch_later_at = CASE WHEN $3 THEN coalesce(a.watch_later_at, now()) END`,
      [userId, videoId, watchLater],
    );
  }

  async forgetPlace(tx: Tx, userId: string, videoId: string): Promise<void> {
    await tx.query('UPDATE activity SET resume_seconds = NULL WHERE user_id = $1 AND video_id = $2', [userId, videoId]);
  }

  async find(userId: string, videoId: string, tx: Tx = this.database): Promise<ActivityRow | undefined> {
    const [row] = await tx.query<ActivityRow>(`SELECT ${columns} FROM activity WHERE user_id = $1 AND video_id = $2`, [userId, videoId]);
    return row;
  }

  /** Sittings with videos that the user may see, newest first. @param visible a condition on `v` that starts at placeholder 5 */
  plays(userId: string, after: PlayPlace | null, limit: number, visible: Condition): Promise<PlayRow[]> {
    return this.database.query<PlayRow>(
      `SELECT p.id, p.video_id AS "videoId", v.name AS "videoName", p.started_at AS "startedAt", p.played_seconds AS "playedSeconds"
       FROM play p JOIN video v ON v.id = p.video_id AND v.listed AND ${visible.sql}
       WHERE p.user_id = $1 AND ($2::uuid IS NULL OR (p.started_at, p.id) < ($3::timestamptz, $2))
       ORDER BY p.started_at DESC, p.id DESC LIMIT $4`,
      [userId, after?.id ?? null, after?.startedAt ?? null, limit, ...visible.values],
    );
  }

  /** Forgets plays and places, of one video or of all (null); what is on the watch-later list stays there. */
  async clear(tx: Tx, userId: string, videoId: string | null): Promise<void> {
    await tx.query('DELETE FROM play WHERE user_id = $1 AND ($2::uuid IS NULL OR video_id = $2)', [userId, videoId]);
    await tx.query(
      `UPDATE activity SET plays = 0, play_seconds = 0, resume_seconds = NULL, last_played_at = NULL, watched = NULL
       WHERE user_id = $1 AND ($2::uuid IS NULL OR video_id = $2)`,
      [userId, videoId],
    );
  }
}
