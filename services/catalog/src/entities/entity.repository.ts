import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import { allKinds, kinds, type Document, type Field, type Kind, type Row, type Tree } from './kinds.js';

export interface StoredRow {
  id: string;
  version: number;
  values: Row;
}

const names = (fields: Kind['fields']): [string, Field][] => Object.entries(fields);
const fieldOf = ({ fields, kind }: Kind, name: string): Field => {
  const field = fields[name];
  if (field === undefined) throw new Error(`${kind} has no field ${name}.`);
  return field;
};

/** Words of a row as an expression; `value` gives the expression of a field. */
const wordsOf = (definition: Kind, value: (name: string) => string): string => {
  const parts = definition.words.map((name) =>
    fieldOf(definition, name).type === 'text[]' ? `array_to_string(${value(name)}, ' ')` : value(name),
  );
  return `search_text(concat_ws(' ', ${parts.join(', ')}))`;
};

/** Rows whose ids of the tree hold that of `r`. */
const leadsTo = (field: Field, { many }: Tree): string => (many ? `t.${field.column} @> ARRAY[r.id]` : `t.${field.column} = r.id`);

/** Reads and writes rows of every kind. All statements take a whole batch. */
@Injectable()
export class EntityRepository {
  /** Reads rows in the order of their ids. */
  async read(tx: Tx, definition: Kind, ids: readonly string[], locking: '' | 'FOR UPDATE' = ''): Promise<StoredRow[]> {
    const columns = names(definition.fields).map(([name, { column }]) => `t.${column} AS "${name}"`);
    const rows = await tx.query<Row & { id: string; version: number }>(
      `SELECT t.id, t.version, ${columns.join(', ')} FROM ${definition.table} t WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id ${locking}`,
      [ids],
    );
    return rows.map(({ id, version, ...values }) => ({ id, version, values }));
  }

  /** Reads rows and keeps them from being changed until the end of the transaction, in the order of their ids. */
  lock(tx: Tx, definition: Kind, ids: readonly string[]): Promise<StoredRow[]> {
    return this.read(tx, definition, ids, 'FOR UPDATE');
  }

  /** Keeps entities from being deleted until the end of the transaction. Returns those that there are. */
  async hold(tx: Tx, kind: EntityKind, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM ${kinds[kind].table} WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Where ids went that were merged away. */
  async formerIds(tx: Tx, kind: EntityKind, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; now: string }>(
      'SELECT id, now_id AS now FROM former_id WHERE kind = $1 AND id = ANY ($2::uuid[])',
      [kind, ids],
    );
    return new Map(rows.map(({ id, now }) => [id, now]));
  }

  async insert(tx: Tx, definition: Kind, id: string, row: Row): Promise<void> {
    const fields = names(definition.fields);
    const words = definition.words.length === 0 ? '' : ', search';
    await tx.query(
      `INSERT INTO ${definition.table} (id, ${fields.map(([, { column }]) => column).join(', ')}${words})
       SELECT i.id, ${fields.map(([name]) => `i."${name}"`).join(', ')}${words === '' ? '' : `, ${wordsOf(definition, (name) => `i."${name}"`)}`}
       FROM json_to_recordset($1::json) AS i (id uuid, ${fields.map(([name, { type }]) => `"${name}" ${type}`).join(', ')})`,
      [jsonRows([{ ...row, id }])],
    );
  }

  /** Writes the named fields of all rows, each of which gets a new version. */
  async write(tx: Tx, definition: Kind, changed: readonly string[], rows: readonly { id: string; values: Row }[]): Promise<void> {
    const given = changed.map((name) => ({ name, ...fieldOf(definition, name) }));
    const assignments = given.map(({ name, column }) => `${column} = i."${name}"`);
    if (definition.words.some((name) => changed.includes(name))) {
      const value = (name: string) => (changed.includes(name) ? `i."${name}"` : `t.${fieldOf(definition, name).column}`);
      assignments.push(`search = ${wordsOf(definition, value)}`);
    }
    await tx.query(
      `UPDATE ${definition.table} t SET ${assignments.join(', ')}, version = t.version + 1, updated_at = now()
       FROM json_to_recordset($1::json) AS i (id uuid, ${given.map(({ name, type }) => `"${name}" ${type}`).join(', ')})
       WHERE t.id = i.id`,
      [jsonRows(rows.map(({ id, values }) => ({ ...Object.fromEntries(changed.map((name) => [name, values[name]])), id })))],
    );
  }

  async delete(tx: Tx, definition: Kind, ids: readonly string[]): Promise<void> {
    await tx.query(`DELETE FROM ${definition.table} WHERE id = ANY ($1::uuid[])`, [ids]);
  }

  /** Which of the rows would have the same unique fields as another entity, or as one before it among them, and whose these are. */
  async namesakes(tx: Tx, { table, unique = [] }: Kind, rows: readonly { id: string; values: Row }[]): Promise<Map<string, string>> {
    const keys = unique.map((name) => `${name}_key`);
    const found = await tx.query<{ id: string; namesake: string }>(
      `WITH given AS (
         SELECT i.id, ${unique.map((name) => `coalesce(fold_text(i.${name}), '') AS ${name}_key`).join(', ')}
         FROM json_to_recordset($1::json) AS i (id uuid, ${unique.map((name) => `${name} text`).join(', ')})
       ), ranked AS (
         SELECT given.*, first_value(id) OVER (PARTITION BY ${keys.join(', ')} ORDER BY id) AS first FROM given
       )
       SELECT r.id, coalesce(t.id, r.first) AS namesake
       FROM ranked r LEFT JOIN ${table} t ON ${keys.map((key) => `t.${key} = r.${key}`).join(' AND ')} AND t.id <> r.id
       WHERE t.id IS NOT NULL OR r.first <> r.id`,
      [jsonRows(rows.map(({ id, values }) => ({ id, ...Object.fromEntries(unique.map((name) => [name, values[name]])) })))],
    );
    return new Map(found.map(({ id, namesake }) => [id, namesake]));
  }

  /** One change of a tree at a time: two at once could close a circle that neither sees. */
  async lockTree(tx: Tx, kind: EntityKind): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`catalog.tree.${kind}`]);
  }

  /**
   * Which of the rows would lead back to themselves by their new values of the tree field, by whatever way, and by which of these. Exact
   * where all rows get the same values: whoever leads back is itself among those above, and is left out.
   */
  async circles(
    tx: Tx,
    definition: Kind,
    tree: Tree,
    rows: readonly { id: string; values: Row }[],
  ): Promise<Map<string, { id: string; name: string }>> {
    const { column } = fieldOf(definition, tree.field);
    const next = tree.many ? `unnest(t.${column})` : `t.${column}`;
    const found = await tx.query<{ start: string; id: string; name: string }>(
      `WITH RECURSIVE r (start, via, id) AS (
         SELECT i.id, next, next FROM json_to_recordset($1::json) AS i (id uuid, ids uuid[]) CROSS JOIN unnest(i.ids) AS next
         UNION
         SELECT r.start, r.via, ${next} FROM r JOIN ${definition.table} t ON t.id = r.id
       )
       SELECT DISTINCT ON (r.start) r.start, t.id, t.name FROM r JOIN ${definition.table} t ON t.id = r.via WHERE r.id = r.start
       ORDER BY r.start, t.name`,
      [jsonRows(rows.map(({ id, values }) => ({ id, ids: [values[tree.field]].flat().filter((one) => one !== null) })))],
    );
    return new Map(found.map(({ start, ...via }) => [start, via]));
  }

  /** All entities that lead to `id` by their tree field, by whatever way. */
  async leadingTo(tx: Tx, definition: Kind, tree: Tree, id: string): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE r (id) AS (
         SELECT $1::uuid
         UNION
         SELECT t.id FROM r JOIN ${definition.table} t ON ${leadsTo(fieldOf(definition, tree.field), tree)}
       ) SELECT id FROM r WHERE id <> $1`,
      [id],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Takes ids out of every row that has them, or puts another in their place. What has them gets no new version by that: nobody edited it. */
  async replaceEverywhere(tx: Tx, kind: EntityKind, gone: readonly string[], instead: string | null): Promise<void> {
    for (const definition of allKinds) {
      for (const document of definition.documents ?? []) {
        if (document.to === kind) await this.replaceInDocuments(tx, definition, document, gone, instead);
      }
      for (const field of Object.values(definition.fields)) {
        if (field.to === kind && !(field.required && instead === null)) await this.replaceIn(tx, definition, field, gone, instead);
      }
    }
  }

  private async replaceIn(
    tx: Tx,
    { table }: Kind,
    { column, type, foundBy = column }: Field,
    gone: readonly string[],
    instead: string | null,
  ) {
    const statement =
      type === 'uuid[]'
        ? `UPDATE ${table} SET ${column} = replace_ids(${column}, $1, $2) WHERE ${foundBy} <> '{}' AND ${foundBy} && $1::uuid[]`
        : `UPDATE ${table} SET ${column} = $2 WHERE ${column} = ANY ($1::uuid[])`;
    await tx.query(statement, [gone, instead]);
  }

  private async replaceInDocuments(tx: Tx, definition: Kind, document: Document, gone: readonly string[], instead: string | null) {
    const { column } = fieldOf(definition, document.field);
    const { condition, value } = document.naming(gone);
    const rows = await tx.query<{ id: string; document: unknown }>(
      `SELECT id, ${column} AS document FROM ${definition.table} WHERE ${condition} ORDER BY id FOR UPDATE`,
      [value],
    );
    if (rows.length === 0) return;
    const goneIds = new Set(gone);
    await tx.query(
      `UPDATE ${definition.table} t SET ${column} = i.document FROM json_to_recordset($1::json) AS i (id uuid, document jsonb) WHERE t.id = i.id`,
      [jsonRows(rows.map((row) => ({ id: row.id, document: document.replace(row.document, goneIds, instead) })))],
    );
  }

  /** Lets merged ids, and those merged into them before, lead to where they went. */
  async remember(tx: Tx, kind: EntityKind, gone: readonly string[], now: string): Promise<void> {
    await tx.query('UPDATE former_id SET now_id = $2 WHERE now_id = ANY ($1::uuid[])', [gone, now]);
    await tx.query('INSERT INTO former_id (id, kind, now_id) SELECT gone, $2, $3 FROM unnest($1::uuid[]) AS gone', [gone, kind, now]);
  }

  /** Gives what was suggested, and what people decided about it, to the entity that stays: what was rejected is never suggested again. */
  async moveSuggestions(tx: Tx, gone: readonly string[], now: string): Promise<void> {
    await tx.query(
      `WITH taken AS (DELETE FROM suggestion WHERE entity_id = ANY ($1::uuid[]) RETURNING *)
       INSERT INTO suggestion AS s (id, video_id, kind, entity_id, path, match_start, match_end, state, created_at)
       SELECT DISTINCT ON (video_id) id, video_id, kind, $2, path, match_start, match_end, state, created_at
       FROM taken ORDER BY video_id, state = 'rejected' DESC, state = 'accepted' DESC, id
       ON CONFLICT (video_id, entity_id) DO UPDATE SET state = EXCLUDED.state WHERE s.state = 'open'`,
      [gone, now],
    );
  }

  /** Former ids of what is deleted lead nowhere. */
  async forget(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM former_id WHERE now_id = ANY ($1::uuid[])', [ids]);
  }

  async deleteVideo(tx: Tx, id: string): Promise<void> {
    await this.replaceEverywhere(tx, 'video', [id], null);
    await this.delete(tx, kinds.video, [id]);
    await this.forget(tx, [id]);
  }

  /** The files of each video. */
  async filesOf(tx: Tx, videoIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await tx.query<{ id: string; fileIds: string[] }>(
      `SELECT v.id, array_agg(f.id ORDER BY f.id) AS "fileIds" FROM video v JOIN video_file f ON f.video_id = v.id OR f.id = v.part_file_id
       WHERE v.id = ANY ($1::uuid[]) GROUP BY v.id`,
      [videoIds],
    );
    return new Map(rows.map(({ id, fileIds }) => [id, fileIds]));
  }
}
