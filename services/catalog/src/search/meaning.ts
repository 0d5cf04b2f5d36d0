import { dateInterval, numberInterval, type Clause, type EntityKind, type Interval } from '@reelm/query-language';
import { tables, type Row } from './tables.js';

/** What meanings are written with: values become parameters of the statement, never text of it. */
export interface Values {
  /** Takes a value and returns its placeholder. */
  add(value: unknown): string;
  /** Placeholder of who asks. */
  user(): string;
  /** What ages are counted back from. */
  readonly now: Date;
  /** Condition that a row of `video` is one that whoever asks may see. */
  visible(alias: string): string;
}

/** SQL of a row, by the alias of its table. */
export type Of = (alias: string) => string;

/** A field that is told from the row: a condition for each clause that the language allows for it. */
export type Test = (clause: Clause, row: Row, values: Values) => string;

/** A field that leads to other entities: by name, by a search for them, or by whether there are any. */
export interface Related {
  to: EntityKind;
  /** Names stand for what is above them in the hierarchy instead of what is below. */
  above?: true;
  /** The row is related to one of the ids; `ids` is the placeholder of an array. */
  has: (row: Row, ids: string, values: Values) => string;
  /** The row is related to the other row. */
  joins: (row: Row, other: string, values: Values) => string;
  /** The row is related to something. */
  any: (row: Row, values: Values) => string;
  /** Set where the other side holds the ids: those of a row of the other table, one a line. */
  heldBy?: Of;
}

export type Meaning = Test | Related;
export const isRelated = (meaning: Meaning): meaning is Related => typeof meaning !== 'function';

/** The language has no such clause for the field: whoever made the tree made a mistake. */
const unexpected = (clause: Clause): Error => new Error(`A clause of the kind ${clause.kind} has no meaning here.`);

export const negated = (condition: string): string => `(${condition}) IS NOT TRUE`;

/** `sql` lies in the interval; not so where it is null. */
export const within = <V>(sql: string, { from, to }: Interval<V>, type: string, values: Values): string => {
  const bounds = [
    ...(from === null ? [] : [`${sql} >= ${values.add(from)}::${type}`]),
    ...(to === null ? [] : [`${sql} < ${values.add(to)}::${type}`]),
  ];
  return bounds.length === 0 ? `${sql} IS NOT NULL` : `(${bounds.join(' AND ')})`;
};

const nullTest = (present: boolean, condition: string): string => (present ? condition : `NOT (${condition})`);

/** Tests one text; `words` is it as search_text makes it, where that is stored. */
const testText = (clause: Clause, text: string, values: Values, words = `search_text(${text})`): string => {
  if (clause.kind !== 'text') throw unexpected(clause);
  const value = values.add(clause.value);
  switch (clause.match) {
    case 'contains':
      return `${words} LIKE search_pattern(${value})`;
    case 'equals':
      return `fold_text(${text}) = fold_text(${value})`;
    case 'regex':
      return `(${text} COLLATE pg_c_utf8) ~* ${value}::text`;
  }
};

/** Text in one column. `inWords` says that the indexed words of the row hold it, which are asked first. */
export const text =
  (of: Of, { inWords = false } = {}): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    const test = testText(clause, of(alias), values);
    if (!inWords || clause.kind !== 'text' || clause.match !== 'contains') return test;
    return `(${alias}.search LIKE search_pattern(${values.add(clause.value)}) AND ${test})`;
  };

/** Text in an array of texts, of which one has to match. */
export const texts =
  (of: Of, { inWords = false } = {}): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} <> '{}'`);
    const narrow = inWords && clause.kind === 'text' && clause.match === 'contains';
    const words = narrow ? `${alias}.search LIKE search_pattern(${values.add(clause.value)}) AND ` : '';
    return `(${words}EXISTS (SELECT FROM unnest(${of(alias)}) AS one (text) WHERE ${testText(clause, 'one.text', values)}))`;
  };

/** The paths of a video's files: its own, and where it has several, theirs. */
export const paths: Test = (clause, { alias }, values) => {
  if (clause.kind !== 'text') throw unexpected(clause);
  if (clause.match === 'contains') {
    const value = values.add(clause.value);
    return `(${alias}.search LIKE search_pattern(${value}) AND ${alias}.paths LIKE search_pattern(${value}))`;
  }
  const own = testText(clause, `${alias}.path`, values);
  const others = testText(clause, 'file.path', values);
  return `(${own} OR ${alias}.files > 1 AND EXISTS (SELECT FROM video_file file WHERE file.video_id = ${alias}.id AND ${others}))`;
};

/** A word from an open set, which the column holds in lower case or as people wrote it. */
export const keyword =
  (of: Of, { lowerCase = false } = {}): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    if (clause.kind !== 'keyword') throw unexpected(clause);
    const value = values.add(clause.value);
    return lowerCase ? `${of(alias)} = lower(${value}::text)` : `fold_text(${of(alias)}) = fold_text(${value})`;
  };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Whether a word can be an id. */
export const isId = (word: string): boolean => uuid.test(word);

/** The row's own id, or one that was merged into it. */
export const ownId: Test = (clause, { alias }, values) => {
  if (clause.kind !== 'keyword') throw unexpected(clause);
  if (!isId(clause.value)) return 'false';
  const id = `${values.add(clause.value)}::text::uuid`;
  return `${alias}.id IN (SELECT ${id} UNION ALL SELECT now_id FROM former_id WHERE id = ${id})`;
};

/** One of the values that the language lists for the field, as the column holds it. */
export const choice =
  (of: Of): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    if (clause.kind !== 'choice') throw unexpected(clause);
    return `${of(alias)} = ${values.add(clause.value)}::text`;
  };

/** One of the values that the language lists for the field, each a condition of its own. */
export const cases =
  (conditions: Readonly<Record<string, Of>>, any?: Of): Test =>
  (clause, { alias }) => {
    if (clause.kind === 'null' && any) return nullTest(clause.present, any(alias));
    const condition = clause.kind === 'choice' ? conditions[clause.value] : undefined;
    if (!condition) throw unexpected(clause);
    return condition(alias);
  };

/** What the kind can lack. The conditions are never null. */
export const has =
  (conditions: Readonly<Record<string, Of>>): Test =>
  (...given) =>
    cases(conditions)(...given);
export const missing =
  (conditions: Readonly<Record<string, Of>>): Test =>
  (...given) =>
    `NOT (${cases(conditions)(...given)})`;

export const flag =
  (of: Of): Test =>
  (clause, { alias }) => {
    if (clause.kind !== 'boolean') throw unexpected(clause);
    return clause.value ? of(alias) : `NOT ${of(alias)}`;
  };

/** A number; `type` is one that its column is compared with by an index. */
export const number =
  (of: Of, type: 'bigint' | 'double precision' = 'bigint'): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    if (clause.kind !== 'number') throw unexpected(clause);
    return within(of(alias), numberInterval(clause), type, values);
  };

/** How many ids an array holds. */
export const sizeOf = (column: string): Test => number((alias) => `cardinality(${alias}.${column})`);

/** A point in time. */
export const instant =
  (of: Of): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    if (clause.kind !== 'date' && clause.kind !== 'age') throw unexpected(clause);
    return within(of(alias), dateInterval(clause, values.now), 'timestamptz', values);
  };

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const dayOrNull = (date: Date | null): string | null => date && dayOf(date);

/** A date; the column holds the first day of what may be a month or a year. */
export const day =
  (of: Of): Test =>
  (clause, { alias }, values) => {
    if (clause.kind === 'null') return nullTest(clause.present, `${of(alias)} IS NOT NULL`);
    if (clause.kind !== 'date' && clause.kind !== 'age') throw unexpected(clause);
    const { from, to } = dateInterval(clause, values.now);
    return within(of(alias), { from: dayOrNull(from), to: dayOrNull(to) }, 'text', values);
  };

/** Hashes of the files of a video. */
export const hash =
  (column: string, digits: 'text' | 'bits'): Test =>
  (clause, { alias }, values) => {
    const ofFiles = (condition: string) => `EXISTS (SELECT FROM video_file file WHERE file.video_id = ${alias}.id AND ${condition})`;
    if (clause.kind === 'null') return nullTest(clause.present, ofFiles(`file.${column} IS NOT NULL`));
    if (clause.kind !== 'hash') throw unexpected(clause);
    if (digits === 'text') return ofFiles(`file.${column} = ${values.add(clause.value)}::text`);
    const bits = `${values.add(BigInt.asIntN(64, BigInt(`0x${clause.value}`)).toString())}::bigint::bit(64)`;
    if (clause.distance === 0) return ofFiles(`file.${column} = ${bits}`);
    return ofFiles(`bit_count(file.${column} # ${bits}) <= ${values.add(clause.distance)}::integer`);
  };

/** The host of an address, without user, port and path. */
const hostOf = (sql: string): string => `lower(substring(${sql} FROM '^(?:[a-z]+://)?(?:[^/@]*@)?([^/:]+)'))`;

/** Ids that stash-boxes gave. */
export const externalId: Test = (clause, { alias }, values) => {
  const ids = `${alias}.external_ids`;
  if (clause.kind === 'null') return nullTest(clause.present, `${ids} <> '[]'`);
  if (clause.kind !== 'externalid') throw unexpected(clause);
  const conditions = [`${ids} <> '[]'`];
  if (clause.id !== null) conditions.push(`${ids} @> jsonb_build_array(jsonb_build_object('id', ${values.add(clause.id)}::text))`);
  if (clause.endpoint !== null) {
    const endpoint = `${values.add(clause.endpoint)}::text`;
    const sameBox = `(one ->> 'endpoint' = ${endpoint} OR ${hostOf(`one ->> 'endpoint'`)} = ${hostOf(endpoint)})`;
    const sameId = clause.id === null ? '' : ` AND one ->> 'id' = ${values.add(clause.id)}::text`;
    conditions.push(`EXISTS (SELECT FROM jsonb_array_elements(${ids}) AS one WHERE ${sameBox}${sameId})`);
  }
  return `(${conditions.join(' AND ')})`;
};

/**
 * A number that most rows lack and that is nought for them. `ids` is what finds the others: a statement of their ids and numbers, grouped, so that
 * HAVING may follow; it is carried out once for all rows.
 */
export const rare =
  (ids: (values: Values) => string, sum: string, type: 'bigint' | 'double precision' = 'bigint'): Test =>
  (clause, { alias }, values) => {
    if (clause.kind !== 'number') throw unexpected(clause);
    const interval = numberInterval(clause);
    const noughtIsIn = (interval.from === null || interval.from <= 0) && (interval.to === null || interval.to > 0);
    const lies = within(sum, interval, type, values);
    return noughtIsIn ? `${alias}.id NOT IN (${ids(values)} HAVING NOT ${lies})` : `${alias}.id IN (${ids(values)} HAVING ${lies})`;
  };

/** Conditions on what whoever asks did with a video; nothing is known where nothing was done. */
export const mine = (alias: string, values: Values, condition: string): string =>
  `EXISTS (SELECT FROM activity mine WHERE mine.user_id = ${values.user()} AND mine.video_id = ${alias}.id AND ${condition})`;

/** An amount of activity, which is nought where nothing was done. */
export const myAmount =
  (column: string, type: 'bigint' | 'double precision'): Test =>
  (clause, { alias }, values) => {
    if (clause.kind !== 'number') throw unexpected(clause);
    const interval = numberInterval(clause);
    const noughtIsIn = (interval.from === null || interval.from <= 0) && (interval.to === null || interval.to > 0);
    const lies = within(`mine.${column}`, interval, type, values);
    return noughtIsIn ? `NOT ${mine(alias, values, `NOT ${lies}`)}` : mine(alias, values, `mine.${column} > 0 AND ${lies}`);
  };

/** A column of activity that has a value or none. */
export const my =
  (column: string, test: (of: Of) => Test): Test =>
  (clause, row, values) => {
    const known = `mine.${column} IS NOT NULL`;
    if (clause.kind === 'null') return nullTest(clause.present, mine(row.alias, values, known));
    if (clause.kind === 'boolean') return clause.value ? mine(row.alias, values, known) : `NOT ${mine(row.alias, values, known)}`;
    return mine(row.alias, values, `${known} AND ${test((alias) => `${alias}.${column}`)(clause, { ...row, alias: 'mine' }, values)}`);
  };

/** Related by ids in an array of the row. */
export const inArray = (to: EntityKind, column: string): Related => {
  const ids = (alias: string) => `${alias}.${column}`;
  return {
    to,
    // The first half is what the index is limited to.
    has: ({ alias }, wanted) => `(${ids(alias)} <> '{}' AND ${ids(alias)} && ${wanted})`,
    joins: ({ alias }, other) => `${other}.id = ANY (${ids(alias)})`,
    any: ({ alias }) => `${ids(alias)} <> '{}'`,
  };
};

/** Related by an id in a column of the row. */
export const inColumn = (to: EntityKind, column: string): Related => ({
  to,
  has: ({ alias }, wanted) => `${alias}.${column} = ANY (${wanted})`,
  joins: ({ alias }, other) => `${other}.id = ${alias}.${column}`,
  any: ({ alias }) => `${alias}.${column} IS NOT NULL`,
});

/**
 * Related through rows that lie between and hold the ids of both.
 * @param between FROM and WHERE of a statement over these rows
 * @param own SQL that gives the ids of rows of this kind  @param others the same of the other kind, as an array
 */
export const through = (to: EntityKind, between: (values: Values) => string, own: string, others: string): Related => ({
  to,
  has: ({ alias }, wanted, values) => `${alias}.id IN (SELECT ${own} ${between(values)} AND ${others} && ${wanted})`,
  joins: ({ alias }, other, values) => `${alias}.id IN (SELECT ${own} ${between(values)} AND ${others} && ARRAY[${other}.id])`,
  any: ({ alias }, values) => `${alias}.id IN (SELECT ${own} ${between(values)} AND ${others} <> '{}')`,
});

/** Related by what the other side holds: an array of ids where `array`, else one id. */
export const heldIn = (to: EntityKind, column: string, { array = true, visible = false } = {}): Related => {
  const joins = (row: Row, other: string): string =>
    array ? `${other}.${column} <> '{}' AND ${other}.${column} @> ARRAY[${row.alias}.id]` : `${other}.${column} = ${row.alias}.id`;
  const table = tables[to].name;
  // Where it is asked whether a video may be seen, rows of video are called film: no name may stand for two.
  const local = to === 'video' ? 'film' : 'other';
  return {
    to,
    has: (row, wanted) =>
      `${row.alias}.id IN (SELECT ${array ? `unnest(other.${column})` : `other.${column}`} FROM ${table} other WHERE other.id = ANY (${wanted}))`,
    joins,
    any: (row, values) =>
      `EXISTS (SELECT FROM ${table} ${local} WHERE ${visible ? `${values.visible(local)} AND ` : ''}${joins(row, local)})`,
    heldBy: (other) => (array ? `unnest(${other}.${column})` : `${other}.${column}`),
  };
};
