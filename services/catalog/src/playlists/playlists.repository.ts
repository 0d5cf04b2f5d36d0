import { Injectable } from '@nestjs/common';
import { events, type Playlist, type PlaylistItem, type PlaylistItemCreate } from '@reelm/contracts';
import { AppError, Database, newId, Outbox, type Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import type { Condition } from '../search/search.service.js';
import { coverUrl, videoCard, type CardRow } from '../videos/card.js';

/** The name is taken by another playlist of this user. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

interface PlaylistRow {
  id: string;
  name: string;
  details: string | null;
  shared: boolean;
  mine: boolean;
  owner: string;
  q: string | null;
  sort: string | null;
  items: number;
  seconds: number;
  covers: { id: string; version: string }[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What is kept of a playlist apart from its items; what is left out stays. */
export interface PlaylistFields {
  name?: string | undefined;
  details?: string | null | undefined;
  shared?: boolean | undefined;
  q?: string | null | undefined;
  sort?: string | null | undefined;
}

interface ItemRow extends CardRow {
  itemId: string;
  startSeconds: number | null;
  endSeconds: number | null;
  itemTitle: string | null;
}

const toPlaylist = (row: PlaylistRow): Playlist => ({
  id: row.id,
  name: row.name,
  details: row.details,
  shared: row.shared,
  mine: row.mine,
  owner: row.owner,
  search: row.q === null || row.sort === null ? null : { q: row.q, sort: row.sort },
  items: row.q === null ? row.items : null,
  seconds: row.q === null ? row.seconds : null,
  coverUrls: row.covers.map(({ id, version }) => coverUrl(id, version)).filter((url) => url !== null),
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const uniqueViolation = '23505';

@Injectable()
export class PlaylistsRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The playlists that a user may play, or the one of this id. `visible` is a condition on `video v`, whose parameters begin with `$3`. */
  async list(userId: string, id: string | null, visible: Condition): Promise<Playlist[]> {
    const rows = await this.database.query<PlaylistRow>(
      `SELECT p.id, p.name, p.details, p.shared, p.user_id = $1 AS mine, u.username AS owner, p.q, p.sort, p.version, p.created_at AS "createdAt",
         p.updated_at AS "updatedAt", held.items, held.seconds, held.covers
       FROM playlist p JOIN user_account u ON u.id = p.user_id
       CROSS JOIN LATERAL (
         SELECT count(*)::integer AS items,
           coalesce(sum(greatest(coalesce(i.end_seconds, v.duration, 0) - coalesce(i.start_seconds, 0), 0)), 0) AS seconds,
           coalesce((json_agg(json_build_object('id', v.id, 'version', v.cover_version) ORDER BY i.place, i.id)
             FILTER (WHERE v.cover_version IS NOT NULL))::jsonb, '[]') AS covers
         FROM playlist_item i JOIN video v ON v.id = i.video_id WHERE i.playlist_id = p.id AND (${visible.sql})
       ) held
       WHERE (p.user_id = $1 OR p.shared) AND ($2::uuid IS NULL OR p.id = $2)
       ORDER BY mine DESC, lower(p.name), p.id`,
      [userId, id, ...visible.values],
    );
    return rows.map((row) => toPlaylist({ ...row, covers: row.covers.slice(0, shownCovers) }));
  }

  /** Items in their order. `visible` is a condition on `video v`, whose parameters begin with `$3`. */
  async items(userId: string, playlistId: string, visible: Condition): Promise<PlaylistItem[]> {
    const card = videoCard('$2');
    const rows = await this.database.query<ItemRow>(
      `SELECT ${card.columns}, i.id AS "itemId", i.start_seconds AS "startSeconds", i.end_seconds AS "endSeconds", i.title AS "itemTitle"
       FROM playlist_item i JOIN video v ON v.id = i.video_id WHERE i.playlist_id = $1 AND (${visible.sql}) ORDER BY i.place, i.id`,
      [playlistId, userId, ...visible.values],
    );
    return rows.map((row) => ({
      id: row.itemId,
      video: card.toCard(row),
      startSeconds: row.startSeconds,
      endSeconds: row.endSeconds,
      title: row.itemTitle,
    }));
  }

  /** @throws NameTaken */
  create(userId: string, fields: PlaylistFields & { name: string }, items: readonly PlaylistItemCreate[]): Promise<string> {
    const id = newId();
    return this.write(async (tx) => {
      await tx.query('INSERT INTO playlist (id, user_id, name, details, shared, q, sort) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
        id,
        userId,
        fields.name,
        fields.details ?? null,
        fields.shared ?? false,
        fields.q ?? null,
        fields.sort ?? null,
      ]);
      await this.insert(tx, id, items);
      await this.tell(tx, id, userId, false);
      return id;
    });
  }

  /** Changes a playlist that is there and the user's own. @throws NameTaken */
  change(userId: string, id: string, fields: PlaylistFields): Promise<void> {
    return this.write(async (tx) => {
      const given = Object.entries<string | boolean | null | undefined>({ ...fields }).filter(([, value]) => value !== undefined);
      const sets = given.map(([name], at) => `${name} = $${at + 2}`);
      await tx.query(`UPDATE playlist SET ${[...sets, 'version = version + 1', 'updated_at = now()'].join(', ')} WHERE id = $1`, [
        id,
        ...given.map(([, value]) => value),
      ]);
      await this.tell(tx, id, userId, false);
    });
  }

  remove(userId: string, id: string): Promise<void> {
    return this.write(async (tx) => {
      await tx.query('DELETE FROM playlist WHERE id = $1', [id]);
      await this.tell(tx, id, userId, true);
    });
  }

  /** Locks a playlist of the user and tells how much it holds; undefined where it is not there or not the user's. */
  async lock(tx: Tx, userId: string, id: string): Promise<{ isSmart: boolean; items: number } | undefined> {
    const [row] = await tx.query<{ isSmart: boolean; items: number }>(
      `SELECT q IS NOT NULL AS "isSmart", (SELECT count(*)::integer FROM playlist_item i WHERE i.playlist_id = p.id) AS items
       FROM playlist p WHERE id = $1 AND user_id = $2 FOR UPDATE`,
      [id, userId],
    );
    return row;
  }

  /** Changes the items of a playlist and tells of it; `work` gets it locked. */
  changeItems<T>(userId: string, id: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.write(async (tx) => {
      const done = await work(tx);
      await tx.query('UPDATE playlist SET version = version + 1, updated_at = now() WHERE id = $1', [id]);
      await this.tell(tx, id, userId, false);
      return done;
    });
  }

  /** Puts items at the end. Ids of videos that were merged lead to what they became. @throws AppError `entity.reference_missing` */
  async insert(tx: Tx, id: string, items: readonly PlaylistItemCreate[]): Promise<void> {
    if (items.length === 0) return;
    const missing = await tx.query<{ id: string }>(
      `SELECT DISTINCT one.id FROM unnest($1::uuid[]) AS one (id) LEFT JOIN former_id former ON former.id = one.id AND former.kind = 'video'
       WHERE NOT EXISTS (SELECT FROM video v WHERE v.id = coalesce(former.now_id, one.id))`,
      [items.map(({ videoId }) => videoId)],
    );
    if (missing.length > 0) throw new AppError('entity.reference_missing', { kind: 'video', ids: missing.map((one) => one.id) });
    const rows = items.map((item, at) => ({ ...item, id: newId(), at: at + 1 }));
    await tx.query(
      `INSERT INTO playlist_item (id, playlist_id, video_id, place, start_seconds, end_seconds, title)
       SELECT one.id, $1, coalesce(former.now_id, one."videoId"),
         (SELECT coalesce(max(place), 0) FROM playlist_item WHERE playlist_id = $1) + one.at, one."startSeconds", one."endSeconds", one.title
       FROM json_to_recordset($2::json)
         AS one (id uuid, "videoId" uuid, at integer, "startSeconds" double precision, "endSeconds" double precision, title text)
       LEFT JOIN former_id former ON former.id = one."videoId" AND former.kind = 'video'`,
      [id, jsonRows(rows)],
    );
  }

  /** Items in this order; others keep theirs, behind. */
  async arrange(tx: Tx, id: string, ids: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE playlist_item i SET place = ordered.place
       FROM (SELECT one.id, row_number() OVER (ORDER BY array_position($2::uuid[], one.id), one.place, one.id) AS place
             FROM playlist_item one WHERE one.playlist_id = $1) ordered
       WHERE i.id = ordered.id`,
      [id, ids],
    );
  }

  /** @returns whether there is such an item */
  async changeItem(
    tx: Tx,
    id: string,
    item: string,
    clip: Pick<ItemRow, 'startSeconds' | 'endSeconds'> & { title: string | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE playlist_item SET start_seconds = $3, end_seconds = $4, title = $5 WHERE playlist_id = $1 AND id = $2 RETURNING id',
      [id, item, clip.startSeconds, clip.endSeconds, clip.title],
    );
    return rows.length > 0;
  }

  /** @returns whether there was such an item */
  async removeItem(tx: Tx, id: string, item: string): Promise<boolean> {
    return (await tx.query('DELETE FROM playlist_item WHERE playlist_id = $1 AND id = $2 RETURNING id', [id, item])).length > 0;
  }

  private tell(tx: Tx, id: string, userId: string, deleted: boolean): Promise<void> {
    return this.outbox.append(tx, events.playlistChanged, [{ id, userId, deleted }]);
  }

  private async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if ((error as { code?: unknown }).code === uniqueViolation) throw new NameTaken('playlist', { cause: error });
      throw error;
    }
  }
}

/** Pictures that stand for a playlist. */
const shownCovers = 4;
