import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import { EntityRepository, type StoredRow } from '../entities/entity.repository.js';
import { kinds, mergeRows } from '../entities/kinds.js';

export interface Merge {
  loser: string;
  survivor: string;
}

/** A video that was merged away, with the files that it had. */
export interface MergedVideo {
  videoId: string;
  fileIds: string[];
  mergedInto: string;
}

const pairs = 'json_to_recordset($1::json) AS pair (loser uuid, survivor uuid)';

/** Makes one video of several. All statements take a whole batch; the survivors are to be derived afterwards. */
@Injectable()
export class VideoMergeRepository {
  constructor(private readonly entities: EntityRepository) {}

  /**
   * Survivors keep their metadata and take over what they lack; all files, markers, places in galleries and what users did go to them. Ids of
   * losers lead to them from then on.
   */
  async merge(tx: Tx, merges: readonly Merge[]): Promise<MergedVideo[]> {
    await this.mergeMetadata(tx, merges);
    const given = [jsonRows(merges)];
    await tx.query(`UPDATE marker m SET video_id = pair.survivor FROM ${pairs} WHERE m.video_id = pair.loser`, given);
    await tx.query(`UPDATE play p SET video_id = pair.survivor FROM ${pairs} WHERE p.video_id = pair.loser`, given);
    await tx.query(`UPDATE playlist_item i SET video_id = pair.survivor FROM ${pairs} WHERE i.video_id = pair.loser`, given);
    await this.keepCovers(tx, given);
    await this.mergeActivity(tx, given);
    await this.moveSuggestions(tx, given);
    await this.moveInGalleries(tx, merges);
    const gone = await tx.query<MergedVideo>(
      `WITH moved AS (
         UPDATE video_file f SET video_id = pair.survivor FROM ${pairs} WHERE f.video_id = pair.loser RETURNING f.id, pair.loser
       )
       SELECT pair.loser AS "videoId", pair.survivor AS "mergedInto", array_remove(array_agg(moved.id ORDER BY moved.id), NULL) AS "fileIds"
       FROM ${pairs} LEFT JOIN moved USING (loser) GROUP BY pair.loser, pair.survivor ORDER BY pair.loser`,
      given,
    );
    await tx.query(`UPDATE former_id SET now_id = pair.survivor FROM ${pairs} WHERE now_id = pair.loser`, given);
    await tx.query(
      `INSERT INTO former_id (id, kind, now_id) SELECT loser, 'video', survivor FROM ${pairs}
       ON CONFLICT (id) DO UPDATE SET now_id = EXCLUDED.now_id`,
      given,
    );
    await this.entities.delete(
      tx,
      kinds.video,
      merges.map(({ loser }) => loser),
    );
    return gone;
  }

  private async mergeMetadata(tx: Tx, merges: readonly Merge[]): Promise<void> {
    const losersOf = Map.groupBy(merges, ({ survivor }) => survivor);
    const ids = [...losersOf.keys(), ...merges.map(({ loser }) => loser)];
    const rows = new Map((await this.entities.lock(tx, kinds.video, ids)).map((row) => [row.id, row]));
    const present = (id: string): StoredRow[] => [rows.get(id)].filter((row) => row !== undefined);
    const changed = [...losersOf].flatMap(([id, losers]) => {
      const [stays] = present(id);
      // The oldest first, so that the result does not depend on the order of events.
      const others = losers
        .map(({ loser }) => loser)
        .sort()
        .flatMap(present);
      if (stays === undefined) return [];
      const values = mergeRows(
        kinds.video,
        [stays, ...others].map((row) => row.values),
      );
      return isDeepStrictEqual(values, stays.values) ? [] : [{ id, values }];
    });
    if (changed.length > 0) await this.entities.write(tx, kinds.video, Object.keys(kinds.video.fields), changed);
  }

  /** A survivor without a chosen cover takes that of the oldest that has one. */
  private async keepCovers(tx: Tx, given: readonly unknown[]): Promise<void> {
    await tx.query(
      `UPDATE video v SET own_cover_key = chosen.key, own_cover_version = chosen.version, own_placeholder = chosen.placeholder FROM (
         SELECT DISTINCT ON (pair.survivor) pair.survivor, l.own_cover_key AS key, l.own_cover_version AS version, l.own_placeholder AS placeholder
         FROM ${pairs} JOIN video l ON l.id = pair.loser WHERE l.own_cover_key IS NOT NULL ORDER BY pair.survivor, pair.loser) AS chosen
       WHERE v.id = chosen.survivor AND v.own_cover_key IS NULL`,
      given,
    );
  }

  /** Counts add up; where to go on is where one was last. */
  private async mergeActivity(tx: Tx, given: readonly unknown[]): Promise<void> {
    await tx.query(
      // Of what parts were watched, the survivor's own is kept: the others may be of another length.
      `INSERT INTO activity AS a (user_id, video_id, plays, play_seconds, resume_seconds, last_played_at, watch_later_at)
       SELECT l.user_id, pair.survivor, sum(l.plays), sum(l.play_seconds),
         (array_agg(l.resume_seconds ORDER BY l.last_played_at DESC NULLS LAST))[1], max(l.last_played_at), min(l.watch_later_at)
       FROM ${pairs} JOIN activity l ON l.video_id = pair.loser GROUP BY l.user_id, pair.survivor
       ON CONFLICT (user_id, video_id) DO UPDATE SET
         plays = a.plays + EXCLUDED.plays,
         play_seconds = a.play_seconds + EXCLUDED.play_seconds,
         resume_seconds = CASE WHEN EXCLUDED.last_played_at > a.last_played_at OR a.last_played_at IS NULL THEN EXCLUDED.resume_seconds ELSE a.resume_seconds END,
         last_played_at = greatest(a.last_played_at, EXCLUDED.last_played_at),
         watch_later_at = least(a.watch_later_at, EXCLUDED.watch_later_at)`,
      given,
    );
  }

  /** What was rejected for a video is not suggested for the one that it became. */
  private async moveSuggestions(tx: Tx, given: readonly unknown[]): Promise<void> {
    await tx.query(
      `WITH taken AS (DELETE FROM suggestion l USING ${pairs} WHERE l.video_id = pair.loser RETURNING l.*, pair.survivor)
       INSERT INTO suggestion AS s (id, video_id, kind, entity_id, path, match_start, match_end, state, created_at)
       SELECT DISTINCT ON (survivor, entity_id) id, survivor, kind, entity_id, path, match_start, match_end, state, created_at
       FROM taken ORDER BY survivor, entity_id, state = 'rejected' DESC, state = 'accepted' DESC, id
       ON CONFLICT (video_id, entity_id) DO UPDATE SET state = EXCLUDED.state WHERE s.state = 'open'`,
      given,
    );
  }

  private async moveInGalleries(tx: Tx, merges: readonly Merge[]): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT loser AS id FROM gallery CROSS JOIN LATERAL unnest(video_ids) AS loser WHERE video_ids <> '{}' AND video_ids && $1::uuid[] AND loser = ANY ($1::uuid[])`,
      [merges.map(({ loser }) => loser)],
    );
    const found = new Set(rows.map((row) => row.id));
    for (const { loser, survivor } of merges.filter((merge) => found.has(merge.loser)))
      await tx.query(`UPDATE gallery SET video_ids = replace_ids(video_ids, $1, $2) WHERE video_ids <> '{}' AND video_ids && $1::uuid[]`, [
        [loser],
        survivor,
      ]);
  }
}
