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

/** A part of a list that one index can give in its order: its rows, and how they are ordered. */
export interface Section {
  conditions: readonly string[];
  orderings: readonly Ordering[];
  /** How many of a place's values tell only that a row lies in this section (they are null). */
  skipped: number;
  /** Ids follow the direction of the first ordering, so that one index gives both. */
  idDescending: boolean;
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
  sections.push({ conditions: empty, orderings: [], skipped: keys.length, idDescending: keys[0]?.step.descending ?? false });
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
export const orderBy = ({ orderings, idDescending }: Section, { id, backward }: Reading): string =>
  [
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
  if (section.orderings.length === 1) return `(${first.sql}, ${id}) ${beyond(first.descending)} (${value}, ${add(place.id)}::uuid)`;

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
