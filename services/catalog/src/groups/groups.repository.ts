import { Injectable } from '@nestjs/common';
import type { Group, Link } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { describedColumns, namedColumns, toDescribed, toNamed, type DescribedRow, type NamedRow } from '../entities/detail.js';
import { groupCard, type GroupRow } from './card.js';

interface GroupDetailRow extends GroupRow, DescribedRow, NamedRow {
  version: number;
  durationSeconds: number | null;
  containedIn: Link[];
}

const columns = `${groupCard.columns}, ${describedColumns('g')}, ${namedColumns('g')}, g.duration AS "durationSeconds",
  (SELECT coalesce(json_agg(json_build_object('id', one.id, 'name', one.name) ORDER BY one.sort_name, one.id), '[]')
   FROM video_group one WHERE one.part_ids @> ARRAY[g.id]) AS "containedIn"`;

@Injectable()
export class GroupsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Group | undefined> {
    const [[row], parts] = await Promise.all([
      this.database.query<GroupDetailRow>(`SELECT ${columns} FROM video_group g WHERE g.id = $1`, [id]),
      this.database.query<GroupRow & { description: string | null }>(
        `SELECT ${groupCard.columns}, part.description
         FROM video_group whole
         CROSS JOIN ROWS FROM (jsonb_to_recordset(whole.parts) AS (id uuid, description text)) WITH ORDINALITY AS part (id, description, place)
         JOIN video_group g ON g.id = part.id
         WHERE whole.id = $1 ORDER BY part.place`,
        [id],
      ),
    ]);
    if (row === undefined) return undefined;
    return {
      ...groupCard.toCard(row),
      ...toDescribed(row),
      ...toNamed(row),
      durationSeconds: row.durationSeconds,
      parts: parts.map((part) => ({ group: groupCard.toCard(part), description: part.description })),
      containedIn: row.containedIn,
    };
  }

  /** Places of the videos of a group, by their ids; those without one are left out. */
  async placesIn(id: string): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; place: number }>(
      `SELECT v.id, (v.group_places -> $1::text)::integer AS place FROM video v
       WHERE v.group_ids <> '{}' AND v.group_ids @> ARRAY[$1::uuid] AND v.group_places ? $1::text`,
      [id],
    );
    return new Map(rows.map((row) => [row.id, row.place]));
  }
}
