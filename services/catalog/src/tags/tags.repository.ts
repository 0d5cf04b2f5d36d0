import { Injectable } from '@nestjs/common';
import type { Tag } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { namedColumns, taglessColumns, toNamed, toTagless, type NamedRow, type TaglessRow } from '../entities/detail.js';
import { tagCard, type TagRow } from './card.js';

interface TagDetailRow extends TagRow, TaglessRow, NamedRow {
  version: number;
  sortName: string | null;
}

const columns = `${tagCard.columns}, ${taglessColumns('t')}, ${namedColumns('t')}, t.own_sort_name AS "sortName"`;

/** Videos of a tag and those below are counted one by one up to this many; a page must not wait for more. */
const mostCounted = 10_000;

@Injectable()
export class TagsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Tag | undefined> {
    const [[row], children, videosBelow] = await Promise.all([
      this.database.query<TagDetailRow>(`SELECT ${columns} FROM tag t WHERE t.id = $1`, [id]),
      this.database.query<TagRow>(`SELECT ${tagCard.columns} FROM tag t WHERE t.parent_ids @> ARRAY[$1::uuid] ORDER BY t.sort_name, t.id`, [
        id,
      ]),
      this.videosBelow(id),
    ]);
    if (row === undefined) return undefined;
    return {
      ...tagCard.toCard(row),
      ...toTagless(row),
      ...toNamed(row),
      sortName: row.sortName,
      children: children.map(tagCard.toCard),
      videosBelow: videosBelow.count,
      videosBelowExact: videosBelow.exact,
    };
  }

  /** Listed videos that have the tag or one below it. Where there may be too many to count, as many as the most frequent of them has. */
  private async videosBelow(id: string): Promise<{ count: number; exact: boolean }> {
    const tags = await this.database.query<{ id: string; videos: number }>(
      `WITH RECURSIVE below (id) AS (
         SELECT $1::uuid UNION SELECT t.id FROM below JOIN tag t ON t.parent_ids @> ARRAY[below.id]
       ) SELECT t.id, t.videos FROM below JOIN tag t USING (id)`,
      [id],
    );
    const counts = tags.map(({ videos }) => videos).filter((videos) => videos > 0);
    if (counts.length <= 1) return { count: counts[0] ?? 0, exact: true };
    if (counts.reduce((sum, videos) => sum + videos, 0) > mostCounted) return { count: Math.max(...counts), exact: false };
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM video v WHERE v.listed AND v.tag_ids <> '{}' AND v.tag_ids && $1::uuid[]`,
      [tags.map((tag) => tag.id)],
    );
    return { count: row?.count ?? 0, exact: true };
  }
}
