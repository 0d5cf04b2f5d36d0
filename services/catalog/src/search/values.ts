import type { EntityKind } from '@reelm/contracts';
import type { Question } from './question.js';
import type { Statement } from './statements.js';
import { hits, Writer } from './writer.js';

/** Things that are looked at: enough for the usual values, and not so many that anybody waits. */
const sampleSize = 2_000;

/** Fields whose values are worth offering, and their columns. */
const columns: Readonly<Record<EntityKind, Readonly<Record<string, string>>>> = {
  video: { codec: 'codec', audio: 'audio_codec', director: 'director', code: 'code', state: 'state' },
  performer: {
    gender: 'gender',
    country: 'country',
    ethnicity: 'ethnicity',
    eyes: 'eye_colour',
    hair: 'hair_colour',
    breasttype: 'breast_type',
    measurements: 'measurements',
    disambiguation: 'disambiguation',
  },
  studio: {},
  tag: {},
  group: { director: 'director' },
  marker: { title: 'title' },
  gallery: { photographer: 'photographer', code: 'code' },
  image: { photographer: 'photographer', code: 'code' },
};

/**
 * Values of a field that hold the text, the most frequent of a sample first; null for a field without values to offer.
 * @param question everything of the kind that may be seen
 */
export function valuesStatement(question: Question, field: string, text: string, limit: number): Statement | null {
  const writer = new Writer(question);
  const { kind } = question;
  if (kind === 'video' && field === 'library') {
    const sql = `SELECT name AS value, NULL::integer AS count, true AS exact FROM library
      WHERE state = 'active' AND strpos(fold_text(name), fold_text(${writer.add(text)})) > 0 ORDER BY name LIMIT ${writer.add(limit)}`;
    return { sql, values: writer.values };
  }
  const row = writer.row(kind);
  const value = valueOf(kind, field, row.alias, writer);
  if (value === null) return null;
  const { from, where } = hits(question, row, writer);
  const sql = `WITH sample AS MATERIALIZED (SELECT ${value.sql} AS value FROM ${from} WHERE ${where} AND ${value.isSet} ORDER BY ${row.alias}.random LIMIT ${sampleSize})
    SELECT value, count(*) AS count, (SELECT count(*) < ${sampleSize} FROM sample) AS exact FROM sample
    WHERE strpos(fold_text(value), fold_text(${writer.add(text)})) > 0 GROUP BY value ORDER BY count(*) DESC, value LIMIT ${writer.add(limit)}`;
  return { sql, values: writer.values };
}

const valueOf = (kind: EntityKind, field: string, alias: string, writer: Writer): { sql: string; isSet: string } | null => {
  if (field.startsWith('custom.') && kind !== 'marker') {
    const key = `${writer.add(field.slice('custom.'.length))}::text`;
    return { sql: `${alias}.custom ->> ${key}`, isSet: `${alias}.custom <> '{}' AND ${alias}.custom ? ${key}` };
  }
  const column = Object.hasOwn(columns[kind], field) ? columns[kind][field] : undefined;
  return column === undefined ? null : { sql: `${alias}.${column}`, isSet: `${alias}.${column} IS NOT NULL` };
};
