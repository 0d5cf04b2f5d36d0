import { Injectable } from '@nestjs/common';
import type { NamedKind } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { kinds } from './kinds.js';

export interface PictureRow {
  id: string;
  kind: NamedKind;
  entityId: string;
  objectKey: string;
  version: string;
  contentType: string;
  width: number;
  height: number;
}

const columns = `id, kind, entity_id AS "entityId", object_key AS "objectKey", version, content_type AS "contentType", width, height`;

/** Pictures of performers, studios, tags and groups; the first is copied to the row of the entity, for cards. */
@Injectable()
export class PicturesRepository {
  constructor(private readonly database: Database) {}

  async find(id: string, tx: Tx = this.database): Promise<PictureRow | undefined> {
    const [row] = await tx.query<PictureRow>(`SELECT ${columns} FROM picture WHERE id = $1`, [id]);
    return row;
  }

  of(tx: Tx, entityId: string): Promise<PictureRow[]> {
    return tx.query<PictureRow>(`SELECT ${columns} FROM picture WHERE entity_id = $1 ORDER BY place, id`, [entityId]);
  }

  async insert(tx: Tx, picture: PictureRow): Promise<void> {
    await tx.query(
      `INSERT INTO picture (id, kind, entity_id, place, object_key, version, content_type, width, height)
       SELECT $1, $2, $3::uuid, coalesce(max(place) + 1, 0), $4, $5, $6, $7, $8 FROM picture WHERE entity_id = $3::uuid`,
      [picture.id, picture.kind, picture.entityId, picture.objectKey, picture.version, picture.contentType, picture.width, picture.height],
    );
  }

  /** Gives the pictures of an entity the places of their ids in the list. */
  async arrange(tx: Tx, entityId: string, ids: readonly string[]): Promise<void> {
    await tx.query('UPDATE picture SET place = array_position($2::uuid[], id) WHERE entity_id = $1', [entityId, ids]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM picture WHERE id = $1', [id]);
  }

  /** Deletes all pictures of entities. Returns the keys of their objects. */
  async deleteOf(tx: Tx, entityIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ key: string }>('DELETE FROM picture WHERE entity_id = ANY ($1::uuid[]) RETURNING object_key AS key', [
      entityIds,
    ]);
    return rows.map(({ key }) => key);
  }

  /** Those of some keys of objects that pictures have. */
  async known(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ key: string }>('SELECT object_key AS key FROM picture WHERE object_key = ANY ($1)', [keys]);
    return new Set(rows.map(({ key }) => key));
  }

  /** Puts the pictures of others behind those of an entity. */
  async move(tx: Tx, kind: NamedKind, from: readonly string[], to: string): Promise<void> {
    await tx.query(
      `UPDATE picture p SET entity_id = $2, place = last.place + 1 + (array_position($1::uuid[], p.entity_id) - 1) * 1000 + p.place
       FROM (SELECT coalesce(max(place), -1) AS place FROM picture WHERE entity_id = $2) AS last WHERE p.entity_id = ANY ($1::uuid[])`,
      [from, to],
    );
    await this.showFirst(tx, kind, to);
  }

  /** Copies the first picture to the row of its entity. */
  async showFirst(tx: Tx, kind: NamedKind, entityId: string): Promise<void> {
    await tx.query(
      `UPDATE ${kinds[kind].table} t SET picture_id = shown.id, picture_version = shown.version
       FROM (SELECT 1) AS always LEFT JOIN LATERAL (SELECT id, version FROM picture WHERE entity_id = $1 ORDER BY place, id LIMIT 1) AS shown ON true
       WHERE t.id = $1`,
      [entityId],
    );
  }
}
