import type { Clause, Condition, CustomClause, Query, RelationClause, Term } from '@reelm/query-language';
import { day, flag, isRelated, keyword, negated, number, text, type Of, type Test } from './meaning.js';
import { meaningOf } from './meanings/index.js';
import type { CustomTest, Ids } from './question.js';
import { tables, type Row } from './tables.js';
import type { Writer } from './writer.js';

/** A parsed and resolved search as a condition on a row. Table and column names come from the meanings, all values become parameters. */
export const compile = (query: Query, row: Row, writer: Writer): string =>
  query.kind === 'everything' ? 'true' : compileCondition(query, row, writer);

const compileCondition = (condition: Condition, row: Row, writer: Writer): string => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.items.map((item) => compileCondition(item, row, writer)).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      // What is unknown does not hold, so its opposite does: -rating:>=80 finds videos without a rating.
      return negated(compileCondition(condition.item, row, writer));
    case 'term':
      return compileTerm(condition, row, writer);
    default:
      return compileClause(condition, row, writer);
  }
};

const compileClause = (clause: Clause, row: Row, writer: Writer): string => {
  if (clause.kind === 'custom') return compileCustom(clause, row, writer);
  const { resolved } = writer.question;
  if (clause.kind === 'keyword' && clause.field === 'library')
    return `${row.alias}.library_ids && ${idArray(resolved.libraries.get(clause) ?? [], writer)}`;
  const meaning = meaningOf(row.kind, clause.field);
  if (!isRelated(meaning)) return meaning(clause, row, writer);
  switch (clause.kind) {
    case 'null':
      return clause.present ? meaning.any(row, writer) : negated(meaning.any(row, writer));
    case 'reference': {
      const ids = resolved.references.get(clause) ?? [];
      return ids.length === 0 ? 'false' : meaning.has(row, idArray(ids, writer), writer);
    }
    case 'relation': {
      const ids = resolved.relations.get(clause);
      if (!ids) return compileRelation(clause, row, writer);
      if (ids.length === 0) return 'false';
      return meaning.heldBy ? `${row.alias}.id = ANY (${idArray(ids, writer)})` : meaning.has(row, idArray(ids, writer), writer);
    }
    default:
      throw new Error(`A clause of the kind ${clause.kind} says nothing about what is related.`);
  }
};

const idArray = (ids: readonly string[], writer: Writer): string => `${writer.add(ids)}::uuid[]`;

/** Asks row by row: for what too many are related to. */
const compileRelation = (clause: RelationClause, row: Row, writer: Writer): string => {
  const meaning = meaningOf(row.kind, clause.field);
  if (!isRelated(meaning)) throw new Error(`The field ${clause.field} leads nowhere.`);
  const other = writer.row(meaning.to, row);
  const conditions = [
    meaning.joins(row, other.alias, writer),
    ...(row.kind === 'video' && other.kind === 'marker' ? [] : [writer.allowed(other)]),
    compileCondition(clause.item, other, writer),
  ];
  // OFFSET keeps PostgreSQL from making a join of it, which compares each row with all of the related ones.
  return `EXISTS (SELECT FROM ${tables[other.kind].name} ${other.alias} WHERE ${conditions.join(' AND ')} OFFSET 0)`;
};

/** Words are looked for in the texts of the row, and those of a video in the names of what it has as well. */
const compileTerm = (term: Term, row: Row, writer: Writer): string => {
  const { alias } = row;
  const pattern = `search_pattern(${writer.add(term.text)})`;
  const inWords = `${alias}.search LIKE ${pattern}`;
  const namesakes = row.kind === 'video' ? writer.question.resolved.words.get(term) : undefined;
  if (!namesakes) return inWords;
  const named = (['tag', 'performer', 'studio'] as const).flatMap((field) => {
    const meaning = meaningOf('video', field);
    const ids: Ids = namesakes[field];
    if (!isRelated(meaning) || ids?.length === 0) return [];
    if (ids !== null) return [meaning.has(row, idArray(ids, writer), writer)];
    return [`EXISTS (SELECT FROM ${field} one WHERE ${meaning.joins(row, 'one', writer)} AND ${isNamed('one', pattern)})`];
  });
  return named.length === 0 ? inWords : `(${[inWords, ...named].join(' OR ')})`;
};

/** The name or an alias of a tag, performer or studio holds a word. Its indexed words are asked first. */
export const isNamed = (alias: string, pattern: string): string =>
  `${alias}.search LIKE ${pattern} AND search_text(array_to_string(${alias}.names, ' ')) LIKE ${pattern}`;

const compileCustom = (clause: CustomClause, row: Row, writer: Writer): string => {
  const test = writer.question.resolved.customs.get(clause);
  if (!test) return 'false';
  const key = `${writer.add(clause.key)}::text`;
  if (test.clause.kind === 'null') {
    const isSet = `(${row.alias}.custom <> '{}' AND ${row.alias}.custom ? ${key})`;
    return test.clause.present ? isSet : `NOT ${isSet}`;
  }
  return `(${row.alias}.custom <> '{}' AND ${customMeaning(test, key, writer)(test.clause, row, writer)})`;
};

/** Of videos, which are many, the index of all words in such fields is asked first. */
const inCustomWords =
  (test: Test): Test =>
  (clause, row, values) => {
    const exactly = test(clause, row, values);
    if (row.kind !== 'video' || clause.kind !== 'text' || clause.match === 'regex') return exactly;
    return `(${row.alias}.custom_words LIKE search_pattern(${values.add(clause.value)}) AND ${exactly})`;
  };

const customMeaning = ({ type, clause }: CustomTest, key: string, writer: Writer): Test => {
  const value: Of = (alias) => `(${alias}.custom ->> ${key})`;
  switch (type) {
    case 'text':
      return inCustomWords(text(value));
    case 'number':
      return number(
        (alias) => `CASE WHEN jsonb_typeof(${alias}.custom -> ${key}) = 'number' THEN ${value(alias)}::double precision END`,
        'double precision',
      );
    case 'date':
      return day((alias) => `first_day(${value(alias)})`);
    case 'boolean':
      return flag((alias) => `coalesce(${value(alias)} = 'true', false)`);
    case 'choice': {
      if (clause.kind !== 'keyword') return keyword(value);
      const wanted = `jsonb_build_object(${key}, ${writer.add(clause.value)}::text)`;
      // The index finds it by containment.
      return (_, { alias }) => `${alias}.custom @> ${wanted}`;
    }
  }
};
