import { Injectable } from '@nestjs/common';
import type { VideoSort, VideoUpdate } from '@reelm/contracts';
import type { Query } from '@reelm/query-language';
import { Database, type Tx } from '@reelm/service-kit';
import { compileQuery } from '../search/compile.js';
import type { Place } from '../search/cursor.js';
import { Parameters } from '../search/parameters.js';
import { sortKeys, type SortKey, type SortValue } from '../search/sort.js';
import { detailColumns, videoCard, type CardRow, type DetailRow, type FileRow } from './card.js';

export interface ListedRow extends CardRow {
  sortValue: SortValue | Date;
}

export interface Statement {
  sql: string;
  values: unknown[];
}

/** Which part of a sort order a statement reads: items with a value come before those without, in either direction. */
type Section = 'valued' | 'empty';

/** One section of a list, from behind `after`, as a user sees it. Each reads one index in one direction and stops at the limit. */
export function sectionStatement(
  query: Query,
  key: SortKey,
  section: Section,
  after: Place | null,
  limit: number,
  now: Date,
  userId: string | null,
): Statement {
  const parameters = new Parameters();
  const column = `v.${key.column}`;
  const conditions = ['v.listed'];
  const beyond = key.descending ? '<' : '>';
  if (key.nullable) conditions.push(`${column} IS ${section === 'empty' ? 'NULL' : 'NOT NULL'}`);
  if (after !== null && section === 'valued') {
    conditions.push(`(${column}, v.id) ${beyond} (${parameters.add(after.value)}::${key.type}, ${parameters.add(after.id)}::uuid)`);
  }
  if (after !== null && section === 'empty') conditions.push(`v.id ${beyond} ${parameters.add(after.id)}::uuid`);
  conditions.push(compileQuery(query, parameters, now));
  const direction = key.descending ? 'DESC' : 'ASC';
  const { columns } = videoCard(`${parameters.add(userId)}::uuid`);
  const sql = `SELECT ${columns}, ${column} AS "sortValue" FROM video v
    WHERE ${conditions.join(' AND ')} ORDER BY ${column} ${direction}, v.id ${direction} LIMIT ${parameters.add(limit)}`;
  return { sql, values: parameters.values };
}

/** The columns that users edit, by their name in the contract. */
const editable = {
  title: 'title',
  details: 'details',
  date: 'date',
  rating: 'rating',
  favourite: 'favourite',
  organised: 'organised',
} as const satisfies Record<keyof VideoUpdate, string>;

@Injectable()
export class VideosRepository {
  constructor(private readonly database: Database) {}

  /** Up to `limit` videos after a place: one statement, or two where the items without a sort value are reached. */
  async list(
    query: Query,
    sort: VideoSort,
    after: Place | null,
    limit: number,
    now: Date,
    userId: string | null = null,
  ): Promise<ListedRow[]> {
    const key = sortKeys[sort];
    const rows: ListedRow[] = [];
    const read = async (section: Section, from: Place | null) => {
      const { sql, values } = sectionStatement(query, key, section, from, limit - rows.length, now, userId);
      rows.push(...(await this.database.query<ListedRow>(sql, values)));
    };
    const inEmpty = after !== null && after.value === null;
    if (!inEmpty) await read('valued', after);
    if (key.nullable && rows.length < limit) await read('empty', inEmpty ? after : null);
    return rows;
  }

  async count(query: Query, now: Date): Promise<number> {
    const parameters = new Parameters();
    const condition = compileQuery(query, parameters, now);
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM video v WHERE v.listed AND ${condition}`,
      parameters.values,
    );
    return row?.count ?? 0;
  }

  /** A video as a user sees it; null is nobody. */
  async find(id: string, userId: string | null = null, tx: Tx = this.database): Promise<DetailRow | undefined> {
    const [row] = await tx.query<DetailRow>(`SELECT ${detailColumns('$2::uuid')} FROM video v WHERE v.id = $1`, [id, userId]);
    return row;
  }

  /** The files of a video, the one that is shown and played first. */
  files(videoId: string, tx: Tx = this.database): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `SELECT f.id, f.library_id AS "libraryId", l.name AS "libraryName", f.path, f.bytes, f.modified_at AS "modifiedAt", f.oshash,
         CASE WHEN coalesce(l.state, 'active') = 'active' THEN f.state ELSE 'missing' END AS state,
         CASE WHEN f.analysed THEN f.media END AS media, CASE WHEN f.analysed THEN f.problem END AS problem
       FROM video_file f JOIN video v ON v.id = f.video_id LEFT JOIN library l ON l.id = f.library_id
       WHERE f.video_id = $1 ORDER BY f.id <> v.primary_file_id, f.id`,
      [videoId],
    );
  }

  async primaryFile(videoId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>('SELECT primary_file_id AS id FROM video WHERE id = $1', [videoId]);
    return row?.id;
  }

  /**
   * Writes an edit where the version is among the accepted ones (any, when null).
   * @returns whether a row was changed
   */
  async update(tx: Tx, id: string, change: VideoUpdate, versions: readonly number[] | null): Promise<boolean> {
    const parameters = new Parameters();
    const names = Object.keys(editable) as (keyof typeof editable)[];
    const assignments = names
      .filter((name) => change[name] !== undefined)
      .map((name) => `${editable[name]} = ${parameters.add(change[name])}`);
    const rows = await tx.query(
      `UPDATE video SET ${[...assignments, 'version = version + 1', 'updated_at = now()'].join(', ')}
       WHERE id = ${parameters.add(id)} AND version = ANY(coalesce(${parameters.add(versions)}::integer[], ARRAY[version])) RETURNING id`,
      parameters.values,
    );
    return rows.length > 0;
  }
}
