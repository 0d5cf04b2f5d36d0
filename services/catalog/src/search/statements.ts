import type { Place } from './cursor.js';
import type { Of } from './meaning.js';
import { behind, chanceLayout, layoutOf, orderBy, sliceOf, type Layout, type PlacedKey, type Section, type Slice } from './page.js';
import type { Question } from './question.js';
import type { Order, Step } from './sort.js';
import { hits, Writer } from './writer.js';

export interface Statement {
  sql: string;
  values: unknown[];
}

/**
 * How a list is read. `direct` leaves it to PostgreSQL whether it walks the index of the order or the rows that the search finds; `driven` has it find
 * these first, for searches of which it expects far more hits than there are along the order.
 */
export type Form = 'direct' | 'driven';

/** The columns that a card is made of. */
export interface Columns {
  table: string;
  alias: string;
  columns: string;
}

export type Listed = Exclude<Order, { by: 'relevance' }>;
export type Stepwise = Extract<Order, { by: 'steps' }>;

/** Where in the list a page begins (null: at its beginning, or its end), and how long it is. */
export interface Cut {
  after: Place | null;
  backward: boolean;
  limit: number;
  /** Only this of the section; in the direct form alone. */
  slice?: Slice;
}

/** How many sections a list has, and in which of them a place lies. */
export const shapeOf = (order: Listed): { count: number; at: (place: Place) => number } => {
  const { sections, at } = layout(order, 'x');
  return { count: sections.length, at };
};

/** The steps that order the rows of one value of the step that a section begins with, where so many may share it that this matters. */
export const stepsWithin = (order: Listed, section: number): Stepwise | null => {
  if (order.by !== 'steps' || order.steps[section]?.key.coarse !== true) return null;
  const [next, ...more] = order.steps.slice(section + 1);
  return next ? { by: 'steps', steps: [next, ...more] } : null;
};

/** Who asks, as an expression; cards may use it or not, which a parameter would not stand. */
export const asking = '(SELECT asker.id FROM asker)';
export const askerOf = (writer: Writer): string => `asker (id) AS (SELECT ${writer.user()})`;

/** One section of a list from behind a place: the ids, the sort values as `sort0` and so on, and the columns of the cards. */
export function pageStatement(
  question: Question,
  order: Listed,
  section: number,
  cut: Cut,
  form: Form,
  card: (user: string) => Columns,
): Statement {
  const writer = new Writer(question);
  const page = idsStatement(question, order, section, cut, form, writer);
  const { table, alias, columns } = card(asking);
  const sorts = page.section.orderings.map((ordering, index) => ({ ...ordering, sql: `page.sort${page.section.skipped + index}` }));
  const { skipped, idDescending } = page.section;
  const order2 = orderBy({ conditions: [], orderings: sorts, skipped, idDescending }, { id: 'page.id', backward: cut.backward });
  const values = page.sorts.map((name) => `page.${name}`).join(', ');
  return {
    sql: `WITH ${page.with}, ${askerOf(writer)} SELECT ${columns}, ${values} FROM page JOIN ${table} ${alias} ON ${alias}.id = page.id ORDER BY ${order2}`,
    values: writer.values,
  };
}

/** The ids of a page, as the last of some common table expressions: `page`. */
function idsStatement(
  question: Question,
  order: Listed,
  index: number,
  { after, backward, limit, slice }: Cut,
  form: Form,
  writer: Writer,
) {
  const row = writer.row(question.kind);
  const found = hits(question, row, writer);
  const from = `${found.from} ${joinsOf(order, form === 'direct' ? index : null, row.alias, writer)}`;
  const add = (value: unknown) => writer.add(value);
  const conditionsOf = (section: Section, id: string) => [
    ...section.conditions,
    ...(after === null ? [] : [behind(section, after, { id, backward }, add)]),
  ];
  const direct = layout(order, row.alias);
  const sorts = order.by === 'steps' ? order.steps.map((_, at) => `sort${at}`) : ['sort0'];

  if (form === 'direct') {
    const whole = sectionOf(direct, index);
    const section = slice ? sliceOf(slice, { section: whole, others: placed(order, row.alias).slice(index + 1), backward, add }) : whole;
    const where = [...conditionsOf(section, `${row.alias}.id`), found.where].join(' AND ');
    const ids = `page AS MATERIALIZED (SELECT ${row.alias}.id, ${sortColumns(order, row.alias)} FROM ${from} WHERE ${where}
      ORDER BY ${orderBy(section, { id: `${row.alias}.id`, backward })} LIMIT ${add(limit)})`;
    return { with: ids, section, sorts };
  }
  const section = sectionOf(layout(order, 'hit', true), index);
  const conditions = conditionsOf(section, 'hit.id');
  return {
    with: `hit AS MATERIALIZED (SELECT ${row.alias}.id, ${sortColumns(order, row.alias)} FROM ${from} WHERE ${found.where}),
      page AS MATERIALIZED (SELECT * FROM hit ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
        ORDER BY ${orderBy(section, { id: 'hit.id', backward })} LIMIT ${add(limit)})`,
    section,
    sorts,
  };
}

/** The values, as `value`, of the step that a section begins with: those of the next rows in the order of this step. */
export function leadingValuesStatement(question: Question, { steps }: Stepwise, index: number, cut: Cut): Statement {
  const [first, ...more] = steps.slice(0, index + 1);
  if (!first) throw new Error('An order has a first step.');
  const writer = new Writer(question);
  const page = idsStatement(question, { by: 'steps', steps: [first, ...more] }, index, cut, 'direct', writer);
  return { sql: `WITH ${page.with} SELECT sort${index} AS value FROM page`, values: writer.values };
}

/** What the sort values are read from beside the row. The key that a section begins with has a value in all of its rows. */
const joinsOf = (order: Listed, leading: number | null, alias: string, writer: Writer): string => {
  const joins = new Map<string, string>();
  for (const [at, { key }] of (order.by === 'steps' ? order.steps : []).entries()) {
    const join = key.join?.(alias, writer);
    // Several keys may be read from the same row.
    if (join !== undefined && (at === leading || !joins.has(join))) joins.set(join, at === leading ? join : `LEFT ${join}`);
  }
  return [...joins.values()].join(' ');
};

const sectionOf = ({ sections }: Layout, index: number): Section => {
  const section = sections[index];
  if (!section) throw new Error(`The list has no section ${index}.`);
  return section;
};

/** A key's value, null where the row has none. */
const valueOf = ({ key }: Step, alias: string): string =>
  key.valued ? `CASE WHEN ${key.valued(alias)} THEN ${key.of(alias)} END` : key.of(alias);

const sortColumns = (order: Listed, alias: string): string =>
  order.by === 'chance' ? `${alias}.random AS sort0` : order.steps.map((step, at) => `${valueOf(step, alias)} AS sort${at}`).join(', ');

/** `stored`: the sort values are columns named sort0 and so on of what `alias` stands for. */
const layout = (order: Listed, alias: string, stored = false): Layout => {
  if (order.by === 'chance') return chanceLayout(stored ? `${alias}.sort0` : `${alias}.random`, order);
  return layoutOf(placed(order, alias, stored));
};

const placed = (order: Listed, alias: string, stored = false): PlacedKey[] =>
  (order.by === 'steps' ? order.steps : []).map((step, at) => {
    const { key } = step;
    const optional = key.valued !== undefined;
    if (stored) {
      const sql = `${alias}.sort${at}`;
      return { step, sql, valued: optional ? `${sql} IS NOT NULL` : null, empty: optional ? `${sql} IS NULL` : null };
    }
    return { step, sql: key.of(alias), valued: key.valued?.(alias) ?? null, empty: key.empty?.(alias) ?? null };
  });

/** How many answer, counted up to `most` and one more. */
export function countStatement(question: Question, most: number): Statement {
  const writer = new Writer(question);
  const { from, where } = hits(question, writer.row(question.kind), writer);
  return {
    sql: `SELECT count(*) AS count FROM (SELECT FROM ${from} WHERE ${where} LIMIT ${writer.add(most + 1)}) AS counted`,
    values: writer.values,
  };
}

/** Ids of the hits in their own order: those among some, or the next behind one. */
export function hitIdsStatement(
  question: Question,
  only: { among: readonly string[] } | { behind: string | null; limit: number },
): Statement {
  const writer = new Writer(question);
  const row = writer.row(question.kind);
  const { from, where } = hits(question, row, writer);
  const id = `${row.alias}.id`;
  if ('among' in only)
    return {
      sql: `SELECT ${id} FROM ${from} WHERE ${id} = ANY (${writer.add(only.among)}::uuid[]) AND ${where} ORDER BY ${id}`,
      values: writer.values,
    };
  const next = only.behind === null ? '' : `${id} > ${writer.add(only.behind)}::uuid AND `;
  return { sql: `SELECT ${id} FROM ${from} WHERE ${next}${where} ORDER BY ${id} LIMIT ${writer.add(only.limit)}`, values: writer.values };
}

/**
 * How hits are sampled: by reading some blocks of the table, so many percent of all, for searches that find a good part of it; or as those that come
 * first in the stored order without meaning, at most so many.
 */
export type Sampling = { by: 'blocks'; percent: number } | { by: 'chance'; most: number; form: Form };

/** Some of the hits with their `random` and `columns`: the common table expression `sample`. */
export function sampleOf(
  question: Question,
  columns: Of,
  sampling: Sampling,
  writer: Writer,
  join: (writer: Writer, alias: string) => string = () => '',
): string {
  const row = writer.row(question.kind);
  const { from, where } = hits(question, row, writer);
  const selected = `SELECT ${row.alias}.random, ${columns(row.alias)}`;
  if (sampling.by === 'blocks') {
    // The same blocks each time, so that a facet does not flicker.
    const blocks = `${from} TABLESAMPLE SYSTEM (${writer.add(sampling.percent)}::real) REPEATABLE (1)`;
    return `sample AS MATERIALIZED (${selected} FROM ${blocks} ${join(writer, row.alias)} WHERE ${where})`;
  }
  const limit = writer.add(sampling.most);
  if (sampling.form === 'direct')
    return `sample AS MATERIALIZED (${selected} FROM ${from} ${join(writer, row.alias)} WHERE ${where} ORDER BY ${row.alias}.random LIMIT ${limit})`;
  return `hit AS MATERIALIZED (SELECT ${row.alias}.id, ${row.alias}.random FROM ${from} WHERE ${where}),
    chosen AS MATERIALIZED (SELECT id FROM hit ORDER BY random LIMIT ${limit}),
    sample AS MATERIALIZED (${selected} FROM chosen JOIN ${from} ON ${row.alias}.id = chosen.id ${join(writer, row.alias)})`;
}

/** What PostgreSQL expects of a search: `QUERY PLAN` holds the number of hits. */
export function expectStatement(question: Question): Statement {
  const writer = new Writer(question);
  const { from, where } = hits(question, writer.row(question.kind), writer);
  return { sql: `EXPLAIN (FORMAT JSON) SELECT FROM ${from} WHERE ${where}`, values: writer.values };
}
