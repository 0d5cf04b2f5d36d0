import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

type Value = string | number | boolean | Date | null | undefined | readonly string[] | Json;

/** A value of a column of type jsonb. */
export class Json {
  constructor(readonly value: unknown) {}
}

/** One row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const special = /[\\\n\r\t]/g;
const escaped = (text: string): string => (text.search(special) < 0 ? text : text.replace(special, (letter) => escapes[letter] ?? letter));

/** In COPY's text format. */
function cell(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Json) return escaped(JSON.stringify(value.value));
  // An array literal quotes as JSON does.
  if (typeof value === 'object') return escaped(`{${value.map((item) => JSON.stringify(item)).join(',')}}`);
  return String(value);
}

const rowsPerPiece = 200;

function* pieces(columns: readonly string[], rows: Iterable<Row>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(`${columns.map((column) => cell(row[column])).join('\t')}\n`);
    if (lines.length < rowsPerPiece) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** Copies rows, which all have the same columns, into a table. */
export async function copyRows(client: pg.Client, table: string, rows: Iterable<Row>): Promise<void> {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return;
  const columns = Object.keys(first.value);
  const all = function* () {
    yield first.value;
    yield* { [Symbol.iterator]: () => iterator };
  };
  await pipeline(Readable.from(pieces(columns, all())), client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)));
}

interface Definition {
  name: string;
  table: string;
  definition: string;
}

/** Indexes that hold no constraint: those keep out what must not be there. */
const indexesOf = `SELECT indexrelid::regclass::text AS name, indrelid::regclass::text AS table, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
  ORDER BY pg_relation_size(indrelid), indexrelid`;
const foreignKeysOf = `SELECT conname AS name, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[]) ORDER BY oid`;

/** Fills tables while they have no indexes, foreign keys and triggers, all of which are back at the end; a third of the time it takes with them. */
export async function bulkLoad(client: pg.Client, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await client.query<Definition>(indexesOf, [tables]);
  const { rows: foreignKeys } = await client.query<Definition>(foreignKeysOf, [tables]);
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  for (const { name, table } of foreignKeys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await fill();
  for (const { definition } of indexes) await client.query(definition);
  for (const { name, table, definition } of foreignKeys) await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

interface CountedLink {
  source: string;
  ids: string;
  target: string;
  counter: string;
  counted: string;
}

/** The arguments of each trigger that keeps a count; the one for inserted rows stands for the three of a link. */
const countedLinks = `SELECT tgrelid::regclass::text AS source, argument[1] AS ids, argument[2] AS target, argument[3] AS counter, argument[4] AS counted
  FROM pg_trigger CROSS JOIN string_to_array(encode(tgargs, 'escape'), '\\000') AS argument
  WHERE tgfoid = 'keep_counts'::regproc AND tgrelid = ANY ($1::regclass[]) AND tgtype & 4 <> 0`;

/** Counts anew what triggers would have counted row by row, with one change to each row that is counted for. */
export async function recount(client: pg.Client, tables: readonly string[]): Promise<void> {
  const { rows: links } = await client.query<CountedLink>(countedLinks, [tables]);
  for (const target of new Set(links.map((link) => link.target))) {
    const own = links.filter((link) => link.target === target);
    const counters = own.map(({ counter }) => `"${counter}"`).join(', ');
    const found = own.map(
      ({ source, ids, counter, counted }) =>
        `SELECT '${counter}' AS counter, linked.id FROM ${source} AS r CROSS JOIN unnest(${ids}) AS linked (id) WHERE linked.id IS NOT NULL AND ${counted}`,
    );
    const counts = own.map(({ counter }) => `count(*) FILTER (WHERE counter = '${counter}') AS "${counter}"`);
    await client.query(
      `UPDATE ${target} AS t SET (${counters}) = ROW (${own.map(({ counter }) => `found."${counter}"`).join(', ')})
       FROM (SELECT id, ${counts.join(', ')} FROM (${found.join(' UNION ALL ')}) AS link GROUP BY id) AS found
       WHERE t.id = found.id AND ROW (${own.map(({ counter }) => `t."${counter}"`).join(', ')}) IS DISTINCT FROM ROW (${own.map(({ counter }) => `found."${counter}"`).join(', ')})`,
    );
  }
}
