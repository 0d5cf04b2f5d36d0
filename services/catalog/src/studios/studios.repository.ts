import { Injectable } from '@nestjs/common';
import type { Link, Studio } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { describedColumns, namedColumns, toDescribed, toNamed, type DescribedRow, type NamedRow } from '../entities/detail.js';
import { studioCard, type StudioRow } from './card.js';

interface StudioDetailRow extends StudioRow, DescribedRow, NamedRow {
  version: number;
  ancestors: Link[];
  videosBelow: number;
}

// A video has one studio, so the counts of a tree add up.
const columns = `${studioCard.columns}, ${describedColumns('s')}, ${namedColumns('s')},
  (WITH RECURSIVE above (id, name, parent_id, depth) AS (
     SELECT one.id, one.name, one.parent_id, 1 FROM studio one WHERE one.id = s.parent_id
     UNION ALL
     SELECT one.id, one.name, one.parent_id, above.depth + 1 FROM above JOIN studio one ON one.id = above.parent_id
   ) SELECT coalesce(json_agg(json_build_object('id', above.id, 'name', above.name) ORDER BY above.depth DESC), '[]') FROM above) AS ancestors,
  (WITH RECURSIVE below (id, videos) AS (
     SELECT s.id, s.videos
     UNION ALL
     SELECT one.id, one.videos FROM below JOIN studio one ON one.parent_id = below.id
   ) SELECT sum(below.videos) FROM below) AS "videosBelow"`;

@Injectable()
export class StudiosRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Studio | undefined> {
    const [[row], children] = await Promise.all([
      this.database.query<StudioDetailRow>(`SELECT ${columns} FROM studio s WHERE s.id = $1`, [id]),
      this.database.query<StudioRow>(`SELECT ${studioCard.columns} FROM studio s WHERE s.parent_id = $1 ORDER BY s.sort_name, s.id`, [id]),
    ]);
    if (row === undefined) return undefined;
    return {
      ...studioCard.toCard(row),
      ...toDescribed(row),
      ...toNamed(row),
      ancestors: row.ancestors,
      children: children.map(studioCard.toCard),
      videosBelow: row.videosBelow,
    };
  }
}
