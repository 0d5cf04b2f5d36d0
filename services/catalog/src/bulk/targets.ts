import type { BulkTarget } from '@reelm/contracts';
import { notFound } from '../entities/entity.store.js';
import type { Question } from '../search/question.js';
import type { Statement } from '../search/statements.js';
import { hits, Writer } from '../search/writer.js';

interface Found {
  writer: Writer;
  /** Ids of the items that the editor may see, as a query. */
  sql: string;
}

const found = (question: Question, target: BulkTarget): Found => {
  const writer = new Writer(question);
  const row = writer.row(question.kind);
  const { from, where } = hits(question, row, writer);
  return { writer, sql: `SELECT ${row.alias}.id FROM ${from} WHERE ${where}${meant(target, `${row.alias}.id`, writer)}` };
};

function meant(target: BulkTarget, id: string, writer: Writer): string {
  if ('ids' in target) return ` AND ${id} = ANY (${writer.add(target.ids)}::uuid[])`;
  return target.except?.length ? ` AND ${id} <> ALL (${writer.add(target.except)}::uuid[])` : '';
}

/** The ids of the items that an edit would be made to. */
export function idsStatement(question: Question, target: BulkTarget): Statement {
  const { writer, sql } = found(question, target);
  return { sql, values: writer.values };
}

/**
 * Fixes the items of an edit, so that a long one neither misses nor doubles any when it changes what its search finds. Of ids that lead to
 * nothing that the editor may see it is known already what becomes of them.
 */
export function snapshotStatement(question: Question, target: BulkTarget, editId: string): Statement {
  const { writer, sql } = found(question, target);
  const edit = `${writer.add(editId)}::uuid`;
  const items =
    'ids' in target ? givenItems(target.ids, sql, question, writer) : `SELECT found.id, NULL, NULL::jsonb FROM (${sql}) AS found`;
  return {
    sql: `WITH item AS (
        INSERT INTO bulk_edit_item (edit_id, item_id, outcome, error) SELECT ${edit}, given.* FROM (${items}) AS given RETURNING outcome
      ) SELECT count(*)::int AS matched, count(outcome)::int AS failed FROM item`,
    values: writer.values,
  };
}

const givenItems = (ids: readonly string[], sql: string, { kind }: Question, writer: Writer): string =>
  `SELECT given.id, CASE WHEN found.id IS NULL THEN 'failed' END, CASE WHEN found.id IS NULL THEN ${writer.add(notFound(kind).toReason())}::jsonb END
   FROM (SELECT DISTINCT unnest(${writer.add(ids)}::uuid[]) AS id) AS given LEFT JOIN (${sql}) AS found USING (id)`;
