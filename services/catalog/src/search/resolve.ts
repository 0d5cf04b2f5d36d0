import {
  readCustom,
  type Condition,
  type CustomClause,
  type EntityKind,
  type KeywordClause,
  type Query,
  type ReferenceClause,
  type RelationClause,
  type Term,
} from '@reelm/query-language';
import { compile, isNamed } from './compile.js';
import { isId, isRelated, type Related } from './meaning.js';
import { meaningOf } from './meanings/index.js';
import type { CustomTest, Ids, Namesakes, Question, Resolved } from './question.js';
import { isTooSlow, UnknownPlace } from './read.js';
import type { Scope } from './scope.js';
import { tables } from './tables.js';
import { Writer } from './writer.js';

/** Related things up to which a search lists their ids, and rows that hold ids of the asking side up to which it reads them all. */
export const mostRelated = 1_000;
const mostHolders = 20_000;

/** Runs one statement of a search. */
export type Run = <T>(statement: { sql: string; values: unknown[] }) => Promise<T[]>;

/** What a search holds that only the database can tell. */
interface Unknowns {
  references: { clause: ReferenceClause; to: EntityKind; above: boolean }[];
  libraries: KeywordClause[];
  customs: { clause: CustomClause; kind: EntityKind }[];
  words: Term[];
  /** With how many relations lie around each. */
  relations: { clause: RelationClause; meaning: Related; level: number }[];
}

/**
 * Looks up what the parts of a search stand for: one round trip, and one more for each level of relations.
 * @throws UnknownPlace where a custom field is unknown or does not take its test
 */
export async function resolve(kind: EntityKind, query: Query, scope: Scope, now: Date, run: Run): Promise<Question> {
  const unknowns: Unknowns = { references: [], libraries: [], customs: [], words: [], relations: [] };
  collect(query, kind, 0, unknowns);
  if (scope.limit !== null) collect(scope.limit, 'video', 0, unknowns);
  const resolved = { ...(await lookUp(unknowns, run)), relations: new Map<RelationClause, Ids>() };
  // From the innermost on, so that each is written with what lies within it.
  for (let level = Math.max(-1, ...unknowns.relations.map((relation) => relation.level)); level >= 0; level -= 1) {
    const found = await relate(
      unknowns.relations.filter((relation) => relation.level === level),
      { scope, now, resolved },
      run,
    );
    for (const [clause, ids] of found) resolved.relations.set(clause, ids);
  }
  return { kind, query, scope, now, resolved };
}

const collect = (query: Query, kind: EntityKind, level: number, into: Unknowns): void => {
  switch (query.kind) {
    case 'and':
    case 'or':
      for (const item of query.items) collect(item, kind, level, into);
      return;
    case 'not':
      return collect(query.item, kind, level, into);
    case 'term':
      if (kind === 'video') into.words.push(query);
      return;
    case 'custom':
      into.customs.push({ clause: query, kind });
      return;
    case 'keyword':
      if (query.field === 'library') into.libraries.push(query);
      return;
    case 'reference':
    case 'relation': {
      const meaning = meaningOf(kind, query.field);
      if (!isRelated(meaning)) throw new Error(`The field ${query.field} leads nowhere.`);
      if (query.kind === 'reference') {
        into.references.push({ clause: query, to: meaning.to, above: meaning.above ?? false });
        return;
      }
      if (!asksOutward(query.item, kind, meaning.to)) into.relations.push({ clause: query, meaning, level });
      return collect(query.item, meaning.to, level + 1, into);
    }
    default:
      return;
  }
};

/** A performer's age is told at the date of the video that asks: what is related differs from row to row. */
const asksOutward = (condition: Condition, outer: EntityKind, kind: EntityKind): boolean => {
  if (outer !== 'video' || kind !== 'performer') return false;
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.items.some((item) => asksOutward(item, outer, kind));
    case 'not':
      return asksOutward(condition.item, outer, kind);
    case 'number':
    case 'null':
      return condition.field === 'age';
    default:
      return false;
  }
};

interface Found {
  n: number;
  ids: string[];
  type: CustomTest['type'] | null;
  choices: string[] | null;
}

/** The first round trip: every name, library, custom field and word of a search in one statement. */
async function lookUp(unknowns: Unknowns, run: Run): Promise<Omit<Resolved, 'relations'>> {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const parts: string[] = [];
  const readers: ((found: Found | undefined) => void)[] = [];
  const ask = (part: string, read: (found: Found | undefined) => void, columns = 'NULL::text, NULL::text[]') => {
    parts.push(`SELECT ${parts.length}, ARRAY(${part}), ${columns}`);
    readers.push(read);
  };

  const references = new Map<ReferenceClause, readonly string[]>();
  for (const { clause, to, above } of unknowns.references)
    ask(namedIds(to, above, clause, add), (found) => references.set(clause, found?.ids ?? []));

  const libraries = new Map<KeywordClause, readonly string[]>();
  for (const clause of unknowns.libraries)
    ask(`SELECT id FROM library WHERE fold_text(name) = fold_text(${add(clause.value)})`, (found) =>
      libraries.set(clause, found?.ids ?? []),
    );

  const words = new Map<Term, Namesakes>();
  for (const term of unknowns.words) {
    const namesakes: Namesakes = { tag: [], performer: [], studio: [] };
    words.set(term, namesakes);
    const pattern = `search_pattern(${add(term.text)})`;
    for (const kind of ['tag', 'performer', 'studio'] as const)
      ask(`SELECT id FROM ${kind} one WHERE ${isNamed('one', pattern)} LIMIT ${mostRelated + 1}`, (found) => {
        const ids = found?.ids ?? [];
        namesakes[kind] = ids.length > mostRelated ? null : ids;
      });
  }

  const customs = new Map<CustomClause, CustomTest>();
  for (const { clause, kind } of unknowns.customs) {
    const field = `FROM custom_field WHERE kind = ${add(kind)} AND key = ${add(clause.key)}`;
    ask(`SELECT id ${field}`, (found) => customs.set(clause, readTest(clause, found)), `(SELECT type ${field}), (SELECT choices ${field})`);
  }

  if (parts.length > 0) {
    const rows = await run<Found>({ sql: `SELECT * FROM (${parts.join('\nUNION ALL ')}) AS found (n, ids, type, choices)`, values });
    const byNumber = new Map(rows.map((row) => [row.n, row]));
    readers.forEach((read, n) => read(byNumber.get(n)));
  }
  return { references, libraries, customs, words };
}

/** Ids of what a name, an alias or an id names, and of what is below it (or above) as deep as is asked. */
const namedIds = (kind: EntityKind, above: boolean, { value, depth }: ReferenceClause, add: (value: unknown) => string): string => {
  const { name: table } = tables[kind];
  const name = add(value);
  const isCalled =
    kind === 'gallery'
      ? `one.search LIKE search_pattern(${name}) AND fold_text(one.name) = fold_text(${name})`
      : `one.names @> ARRAY[fold_text(${name})]`;
  const id = `${name}::text::uuid`;
  const byId = isId(value) ? ` UNION SELECT id FROM ${table} WHERE id = ${id} UNION SELECT now_id FROM former_id WHERE id = ${id}` : '';
  const named = `SELECT one.id FROM ${table} one WHERE ${isCalled}${byId}`;
  const step = steps[kind]?.[above ? 'above' : 'below'];
  if (!step || depth === 0) return named;
  return `WITH RECURSIVE named AS (${named}), reached (id, level) AS (
    SELECT id, 0 FROM named UNION SELECT next.id, reached.level + 1 FROM reached CROSS JOIN LATERAL (${step}) AS next
    WHERE reached.level < ${add(depth ?? mostLevels)}::integer) SELECT DISTINCT id FROM reached`;
};

/** More than any tree has; it ends where one runs in a circle. */
const mostLevels = 50;

/** Ids one level below or above `reached`. */
const steps: Partial<Record<EntityKind, { below: string; above: string }>> = {
  tag: {
    below: 'SELECT one.id FROM tag one WHERE one.parent_ids @> ARRAY[reached.id]',
    above: 'SELECT unnest(one.parent_ids) AS id FROM tag one WHERE one.id = reached.id',
  },
  studio: {
    below: 'SELECT one.id FROM studio one WHERE one.parent_id = reached.id',
    above: 'SELECT one.parent_id AS id FROM studio one WHERE one.id = reached.id AND one.parent_id IS NOT NULL',
  },
  group: {
    below: 'SELECT unnest(one.part_ids) AS id FROM video_group one WHERE one.id = reached.id',
    above: 'SELECT one.id FROM video_group one WHERE one.part_ids @> ARRAY[reached.id]',
  },
};

const readTest = (clause: CustomClause, found: Found | undefined): CustomTest => {
  const type = found?.type ?? null;
  if (type === null)
    throw new UnknownPlace(`custom.${clause.key}`, { code: 'field', message: `No field of your own is named \`${clause.key}\`.` });
  const read = readCustom(clause, type);
  if ('message' in read) throw new UnknownPlace(`custom.${clause.key}`, read);
  if (type !== 'choice' || read.kind !== 'keyword') return { clause: read, type };
  const wanted = read.value.toLowerCase();
  return { clause: { ...read, value: found?.choices?.find((choice) => choice.toLowerCase() === wanted) ?? read.value }, type };
};

/** One level of relations in one statement: what each leads to, unless that is too much to be listed. */
async function relate(
  relations: Unknowns['relations'],
  question: Pick<Question, 'scope' | 'now' | 'resolved'>,
  run: Run,
): Promise<[RelationClause, Ids][]> {
  const writer = new Writer(question);
  const parts = relations.map(({ clause, meaning }, n) => {
    // Told apart by number, as each part is a statement of its own.
    const row = { ...writer.row(meaning.to), alias: `related${n}` };
    const id = meaning.heldBy?.(row.alias) ?? `${row.alias}.id`;
    const most = meaning.heldBy ? mostHolders : mostRelated;
    return `SELECT ${n} AS n, array_agg(DISTINCT one.id) FILTER (WHERE one.id IS NOT NULL) AS ids, count(*) > ${most} AS "tooMany" FROM (
      SELECT ${id} AS id FROM ${tables[meaning.to].name} ${row.alias}
      WHERE ${writer.allowed(row)} AND ${compile(clause.item, row, writer)} LIMIT ${most + 1}) AS one`;
  });
  const statement = { sql: parts.join('\nUNION ALL '), values: writer.values };
  const rows = await run<{ n: number; ids: string[] | null; tooMany: boolean }>(statement).catch((error: unknown) => {
    // What is hard to list may still be easy to ask of each row until a page is full.
    if (isTooSlow(error)) return relations.map((_, n) => ({ n, ids: null, tooMany: true }));
    throw error;
  });
  return rows.flatMap(({ n, ids, tooMany }): [RelationClause, Ids][] => {
    const clause = relations[n]?.clause;
    return clause ? [[clause, tooMany ? null : (ids ?? [])]] : [];
  });
}
