import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';
import type { Condition } from '../search/search.service.js';

/** One group of the big count; which column is set tells what was grouped by. */
export interface VideoGroupRow {
  grouping: 'all' | 'resolution' | 'duration' | 'codec' | 'state' | 'month';
  value: string | null;
  videos: number;
  bytes: number;
  seconds: number;
  covers: number;
  sprites: number;
  faces: number;
}

export interface RankedRow {
  id: string;
  name: string;
  count: number;
}

/** Pictures that are at least so many lines high, as people name them. */
const resolutionStep = `CASE WHEN v.resolution IS NULL THEN NULL ELSE (SELECT max(step) FROM unnest(ARRAY[0, 144, 240, 360, 480, 540, 720, 1080, 1440, 2160, 4320]) AS step
  WHERE step <= v.resolution) END`;
/** Lower ends of the classes of length, in minutes. */
export const durationSteps = [0, 1, 5, 10, 20, 30, 60, 120] as const;
const durationStep = `CASE WHEN v.duration IS NULL THEN NULL ELSE (ARRAY[${durationSteps.join(', ')}])[width_bucket(v.duration / 60, ARRAY[${durationSteps.join(', ')}]::double precision[])] END`;

@Injectable()
export class StatisticsRepository {
  constructor(private readonly database: Database) {}

  /** Counts, sizes and lengths of videos as a whole and by several classes, in one pass over the table. */
  videos({ sql, values }: Condition): Promise<VideoGroupRow[]> {
    return this.database.query<VideoGroupRow>(
      `SELECT (ARRAY['all', 'resolution', 'duration', 'codec', 'state', 'month'])[CASE
           WHEN grouping(g.resolution) = 0 THEN 2 WHEN grouping(g.duration) = 0 THEN 3 WHEN grouping(g.codec) = 0 THEN 4
           WHEN grouping(g.state) = 0 THEN 5 WHEN grouping(g.month) = 0 THEN 6 ELSE 1 END] AS grouping,
         coalesce(g.resolution::text, g.duration::text, g.codec, g.state, g.month) AS value,
         count(*) AS videos, coalesce(sum(g.bytes), 0)::double precision AS bytes, coalesce(sum(g.length), 0) AS seconds,
         count(*) FILTER (WHERE g.has_cover) AS covers, count(*) FILTER (WHERE g.has_sprite) AS sprites, count(*) FILTER (WHERE g.has_faces) AS faces
       FROM (
         SELECT ${resolutionStep} AS resolution, ${durationStep} AS duration, v.codec, v.state, to_char(v.created_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
           v.bytes, v.duration AS length, v.cover_key IS NOT NULL AS has_cover, v.sprite_key IS NOT NULL AS has_sprite, v.faces IS NOT NULL AS has_faces
         FROM video v WHERE v.listed AND ${sql}
       ) AS g
       GROUP BY GROUPING SETS ((), (g.resolution), (g.duration), (g.codec), (g.state), (g.month))`,
      values,
    );
  }

  /** Rows of every other kind of entity. */
  async entities(): Promise<Record<string, number>> {
    const [row] = await this.database.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM performer) AS performer, (SELECT count(*) FROM studio) AS studio, (SELECT count(*) FROM tag) AS tag,
         (SELECT count(*) FROM video_group) AS "group", (SELECT count(*) FROM marker) AS marker, (SELECT count(*) FROM gallery) AS gallery,
         (SELECT count(*) FROM image) AS image`,
    );
    return row ?? {};
  }

  /** What most videos have, by the counters; counted anew where the asking user does not see all videos. */
  top(what: 'tag' | 'performer' | 'studio', { sql, values }: Condition, most: number): Promise<RankedRow[]> {
    const links = { tag: 'v.tag_ids', performer: 'v.performer_ids', studio: 'ARRAY[v.studio_id]' }[what];
    const counted =
      sql === 'true'
        ? `SELECT id, videos AS count FROM ${what} WHERE videos > 0 ORDER BY videos DESC, id LIMIT ${most}`
        : `SELECT link AS id, count(*) AS count FROM video v, unnest(${links}) AS link WHERE v.listed AND link IS NOT NULL AND ${sql}
           GROUP BY link ORDER BY count(*) DESC, link LIMIT ${most}`;
    return this.database.query<RankedRow>(
      `SELECT t.id, t.name, c.count FROM (${counted}) AS c JOIN ${what} t ON t.id = c.id ORDER BY c.count DESC, t.id`,
      sql === 'true' ? [] : values,
    );
  }

  async activity(userId: string): Promise<{ plays: number; playSeconds: number; played: number }> {
    const [row] = await this.database.query<{ plays: number; playSeconds: number; played: number }>(
      `SELECT coalesce(sum(plays), 0)::integer AS plays, coalesce(sum(play_seconds), 0) AS "playSeconds", count(*) FILTER (WHERE plays > 0) AS played
       FROM activity WHERE user_id = $1`,
      [userId],
    );
    return row ?? { plays: 0, playSeconds: 0, played: 0 };
  }
}
