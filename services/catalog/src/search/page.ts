import type { Place } from './cursor.js';
import type { Order, SortKey, SortValue, Step } from './sort.js';

/** A value that rows are ordered by, as it stands in a statement. */
export interface Ordering {
  sql: string;
  type: SortKey['type'];
  descending: boolean;
  /** May be null, which comes last. */
  nullable: boolean;
}

/** A slice of a section by the value of its first step: the rows of one value, or those behind one and before another as they are read. */
export type Slice = { at: SortValue; part: number } | { at?: undefined; behind?: SortValue; before?: SortValue };

/** A part of a list that one index can give in its order: its rows, and how they are ordered. */
export interface Section {
  conditions: readonly string[];
  orderings: readonly Ordering[];
  /** How many of a place's values tell only that a row lies in this section (they are null). */
  skipped: number;
  /** Ids follow the direction of the first ordering, so that one index gives both. */
  idDescending: boolean;
  /** Null in all rows: ordered by it before the id, they come out of the index of this column. */
  empty?: string;
}

/** A list as its sections, and the one of them in which a place lies. */
export interface Layout {
  sections: readonly Section[];
  at: (place: Place) => number;
}

/** A key where it stands in a statement. */
export interface PlacedKey {
  sql: string;
  valued: string | null;
  empty: string | null;
  step: Step;
}

/** Rows with a value for the first key, then those without one but with one for the second, and so on. */
export const layoutOf = (keys: readonly PlacedKey[]): Layout => {
  const sections = sectionsOf(keys);
  return {
    sections,
    // The first value that is not null names the section.
    at: ({ values }) => {
      const filled = values.findIndex((value) => value !== null);
      return Math.min(filled < 0 ? values.length : filled, sections.length - 1);
    },
  };
};

/** Where a slice is taken from, and how it is read. */
interface Slicing {
  section: Section;
  /** The steps behind the first one of the section. */
  others: readonly PlacedKey[];
  backward: boolean;
  add: (value: unknown) => string;
}

/**
 * A slice of a section as a section of its own. That of one value is ordered by the other steps: where thousands of rows share the value, the index of
 * the next step, read in its order, soon has a page of them, while sorting them all takes long.
 */
export const sliceOf = (slice: Slice, { section, others, backward, add }: Slicing): Section => {
  const [first] = section.orderings;
  if (!first) throw new Error('Rows without a value have no slices.');
  const compared = (operator: string, value: SortValue) => `${first.sql} ${operator} ${add(value)}::${first.type}`;
  if (slice.at !== undefined) {
    const part = sectionsOf(others)[slice.part];
    if (!part) throw new Error(`The rows of one value have no section ${slice.part}.`);
    return {
      conditions: [...section.conditions, ...part.conditions, compared('=', slice.at)],
      orderings: part.orderings,
      skipped: section.skipped + 1 + part.skipped,
      idDescending: section.idDescending,
    };
  }
  const [further, nearer] = first.descending === backward ? ['>', '<'] : ['<', '>'];
  const conditions = [
    ...(slice.behind === undefined ? [] : [compared(further, slice.behind)]),
    ...(slice.before === undefined ? [] : [compared(nearer, slice.before)]),
  ];
  return { ...section, conditions: [...section.conditions, ...conditions] };
};

const sectionsOf = (keys: readonly PlacedKey[]): Section[] => {
  const sections: Section[] = [];
  const empty: string[] = [];
  for (const [index, key] of keys.entries()) {
    const later = keys.slice(index + 1).map((one): Ordering => ({
      sql: one.valued === null ? one.sql : `CASE WHEN ${one.valued} THEN ${one.sql} END`,
      type: one.step.key.type,
      descending: one.step.descending,
      nullable: one.valued !== null,
    }));
    sections.push({
      conditions: [...empty, ...(key.valued === null ? [] : [key.valued])],
      orderings: [{ sql: key.sql, type: key.step.key.type, descending: key.step.descending, nullable: false }, ...later],
      skipped: index,
      idDescending: key.step.descending,
    });
    if (key.empty === null) return sections;
    empty.push(key.empty);
  }
  const [first] = keys;
  const isNull = first !== undefined && first.empty === `${first.sql} IS NULL`;
  sections.push({
    conditions: empty,
    orderings: [],
    skipped: keys.length,
    idDescending: first?.step.descending ?? false,
    ...(isNull ? { empty: first.sql } : {}),
  });
  return sections;
};

/** The order by chance: all from where it begins, then what was passed over. */
export const chanceLayout = (sql: string, { start, descending }: Extract<Order, { by: 'chance' }>): Layout => {
  const orderings: Ordering[] = [{ sql, type: 'bigint', descending, nullable: false }];
  const section = (condition: string): Section => ({ conditions: [condition], orderings, skipped: 0, idDescending: descending });
  // A whole number of 32 bits that is computed from the seed.
  return {
    sections: descending
      ? [section(`${sql} <= ${start}`), section(`${sql} > ${start}`)]
      : [section(`${sql} >= ${start}`), section(`${sql} < ${start}`)],
    at: ({ values: [value] }) => (typeof value === 'number' && (descending ? value > start : value < start) ? 1 : 0),
  };
};

/** How a section is read: `id` is its id as it stands in the statement. */
export interface Reading {
  id: string;
  backward: boolean;
}

/** ORDER BY of a section, as it is read. */
export const orderBy = ({ orderings, idDescending, empty }: Section, { id, backward }: Reading): string =>
  [
    ...(empty === undefined ? [] : [`${empty} ${idDescending !== backward ? 'DESC' : 'ASC'}`]),
    ...orderings.map(({ sql, descending, nullable }) => {
      const down = descending !== backward;
      // Empty ones come last, so first where the list is read from its end.
      return `${sql} ${down ? 'DESC' : 'ASC'}${nullable ? ` NULLS ${backward ? 'FIRST' : 'LAST'}` : ''}`;
    }),
    `${id} ${idDescending !== backward ? 'DESC' : 'ASC'}`,
  ].join(', ');

/** Condition that a row of the section comes behind a place, as it is read. */
export const behind = (section: Section, place: Place, reading: Reading, add: (value: unknown) => string): string => {
  const { id, backward } = reading;
  const { idDescending } = section;
  const values = place.values.slice(section.skipped);
  const beyond = (down: boolean) => (down !== backward ? '<' : '>');
  const placeholder = (value: SortValue, type: string) => `${add(value)}::${type}`;
  const behindId = () => `${id} ${beyond(idDescending)} ${add(place.id)}::uuid`;

  const [first] = section.orderings;
  if (place.id === null && values.length === 0) return 'true';
  if (!first) return behindId();
  const value = placeholder(values[0] ?? null, first.type);
  if (place.id === null) return `${first.sql} ${beyond(first.descending)}= ${value}`;
  if (section.orderings.length === 1 && first.descending === idDescending)
    return `(${first.sql}, ${id}) ${beyond(first.descending)} (${value}, ${add(place.id)}::uuid)`;

  const behindFrom = (index: number): string => {
    const ordering = section.orderings[index];
    if (!ordering) return behindId();
    const { sql, type, descending, nullable } = ordering;
    const at = values[index] ?? null;
    if (at === null) return `(${sql} IS NULL AND ${behindFrom(index + 1)}${backward ? ` OR ${sql} IS NOT NULL` : ''})`;
    const wanted = placeholder(at, type);
    const empty = nullable && !backward ? ` OR ${sql} IS NULL` : '';
    return `(${sql} ${beyond(descending)} ${wanted} OR ${sql} = ${wanted} AND ${behindFrom(index + 1)}${empty})`;
  };
  // The first half is what an index begins with.
  return `${first.sql} ${beyond(first.descending)}= ${value} AND ${behindFrom(0)}`;
};
