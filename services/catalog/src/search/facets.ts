import type { EntityKind, Facets } from '@reelm/contracts';
import { print, type Clause, type Comparison, type NumberClause } from '@reelm/query-language';
import type { Of } from './meaning.js';
import { tables } from './tables.js';

/** So many hits, chosen by chance, are looked at; counts are scaled up where there are more. */
export const sampleSize = 4_000;
/** Values that a facet shows. */
const mostValues = 20;

/** A class of numbers, from `from` (included) up to the next class. */
interface NumberClass {
  from: number;
  label: string;
}

/**
 * What hits have in common.
 * - `entities`: ids of things of another kind, in an array     - `values`: texts, each a value of the field
 * - `classes`: ranges of numbers, greatest last                - `flag`: how many have the mark
 */
export type Facet =
  | { field: string; type: 'entities'; of: EntityKind | 'library'; ids: Of; counter?: string }
  | { field: string; type: 'values'; value: Of; clause: (value: string) => Clause }
  | { field: string; type: 'classes'; number: Of; as: NumberClause['type']; classes: readonly NumberClass[] }
  | { field: string; type: 'flag'; value: Of };

const column =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name}`;
/** `counter`: the column of the other table in which it is counted how many of this kind have it. */
const entities = (field: string, of: EntityKind, ids: string, counter: string): Facet => ({
  field,
  type: 'entities',
  of,
  ids: column(ids),
  counter,
});
const one = (field: string, of: EntityKind, id: string, counter: string): Facet => ({
  field,
  type: 'entities',
  of,
  ids: (alias) => `ARRAY[${alias}.${id}]`,
  counter,
});
const flag = (field: string): Facet => ({ field, type: 'flag', value: column(field) });
const choice = (field: string, name = field): Facet => ({
  field,
  type: 'values',
  value: column(name),
  clause: (value) => ({ kind: 'choice', field, value }),
});
const keyword = (field: string, name = field): Facet => ({
  field,
  type: 'values',
  value: column(name),
  clause: (value) => ({ kind: 'keyword', field, value }),
});

const year: Facet = {
  field: 'date',
  type: 'values',
  value: (alias) => `left(${alias}.date_day, 4)`,
  clause: (value) => ({ kind: 'date', field: 'date', test: { op: 'equals', value } }),
};
const rating: Facet = {
  field: 'rating',
  type: 'classes',
  number: column('rating'),
  as: 'integer',
  classes: [1, 21, 41, 61, 81].map((from) => ({ from, label: `${from}–${from + 19}` })),
};
const resolution: Facet = {
  field: 'resolution',
  type: 'classes',
  number: column('resolution'),
  as: 'resolution',
  classes: [
    [1, '< 480p'],
    [480, '480p'],
    [720, '720p'],
    [1080, '1080p'],
    [1440, '1440p'],
    [2160, '4k'],
    [4320, '8k'],
  ].map(([from, label]) => ({ from: Number(from), label: String(label) })),
};
const minutes = [0, 1, 5, 10, 20, 30, 60, 120];
const duration: Facet = {
  field: 'duration',
  type: 'classes',
  number: column('duration'),
  as: 'duration',
  classes: minutes.map((from, index) => {
    const to = minutes[index + 1];
    return { from: from * 60, label: to === undefined ? `> ${from} min` : `${from}–${to} min` };
  }),
};
const videos: Facet = {
  field: 'videos',
  type: 'classes',
  number: column('videos'),
  as: 'integer',
  classes: [
    { from: 0, label: '0' },
    { from: 1, label: '1–9' },
    { from: 10, label: '10–99' },
    { from: 100, label: '100–999' },
    { from: 1000, label: '≥ 1000' },
  ],
};

/** What is counted in each kind of list. */
export const facetsOf: Readonly<Record<EntityKind, readonly Facet[]>> = {
  video: [
    entities('tag', 'tag', 'tag_ids', 'videos'),
    entities('performer', 'performer', 'performer_ids', 'videos'),
    one('studio', 'studio', 'studio_id', 'videos'),
    entities('group', 'group', 'group_ids', 'videos'),
    { field: 'library', type: 'entities', of: 'library', ids: column('library_ids') },
    resolution,
    duration,
    rating,
    year,
    keyword('codec'),
    choice('state'),
    flag('organised'),
    flag('favourite'),
  ],
  performer: [
    entities('tag', 'tag', 'tag_ids', 'performers'),
    choice('gender'),
    keyword('country'),
    keyword('ethnicity'),
    rating,
    videos,
    flag('favourite'),
  ],
  studio: [
    entities('tag', 'tag', 'tag_ids', 'studios'),
    one('parent', 'studio', 'parent_id', 'studios'),
    rating,
    videos,
    flag('favourite'),
    flag('organised'),
  ],
  tag: [{ field: 'parent', type: 'entities', of: 'tag', ids: column('parent_ids') }, videos, flag('favourite')],
  group: [
    entities('tag', 'tag', 'tag_ids', 'groups'),
    one('studio', 'studio', 'studio_id', 'groups'),
    year,
    rating,
    videos,
    flag('favourite'),
  ],
  marker: [
    entities('tag', 'tag', 'all_tag_ids', 'markers'),
    { field: 'primary', type: 'entities', of: 'tag', ids: (alias) => `ARRAY[${alias}.primary_tag_id]` },
    // A marker's performers are its own and those of its video.
    {
      field: 'performer',
      type: 'entities',
      of: 'performer',
      ids: (alias) =>
        `ARRAY(SELECT DISTINCT unnest(${alias}.performer_ids || (SELECT film.performer_ids FROM video film WHERE film.id = ${alias}.video_id)))`,
    },
  ],
  gallery: [
    entities('tag', 'tag', 'tag_ids', 'galleries'),
    entities('performer', 'performer', 'performer_ids', 'galleries'),
    one('studio', 'studio', 'studio_id', 'galleries'),
    year,
    rating,
    flag('favourite'),
    flag('organised'),
  ],
  image: [
    entities('tag', 'tag', 'tag_ids', 'images'),
    entities('performer', 'performer', 'performer_ids', 'images'),
    one('studio', 'studio', 'studio_id', 'images'),
    resolution,
    year,
    rating,
    flag('favourite'),
    flag('organised'),
  ],
};

/** The columns of a sample that facets are counted from: `f0` and so on. */
export const facetColumns =
  (facets: readonly Facet[]): Of =>
  (alias) =>
    facets
      .map((facet, index) => {
        switch (facet.type) {
          case 'entities':
            return `${facet.ids(alias)} AS f${index}`;
          case 'classes':
            return `width_bucket(${facet.number(alias)}, ARRAY[${facet.classes.map(({ from }) => from).join(', ')}]::double precision[]) AS f${index}`;
          case 'values':
          case 'flag':
            return `${facet.value(alias)} AS f${index}`;
        }
      })
      .join(', ');

/** One value of one facet, as it is counted. */
export interface Counted {
  facet: number;
  value: string;
  name: string | null;
  unique: boolean | null;
  count: number;
}

/** Counts of the facets of `sample` but those to leave out, named where they are entities. */
export const countFacets = (facets: readonly Facet[], leftOut: ReadonlySet<number>): string =>
  facets
    .flatMap((facet, index) => {
      if (leftOut.has(index)) return [];
      const values =
        facet.type === 'entities'
          ? `SELECT one.value, count(*) AS count FROM sample CROSS JOIN unnest(f${index}) AS one (value) WHERE one.value IS NOT NULL GROUP BY one.value`
          : `SELECT f${index} AS value, count(*) AS count FROM sample WHERE f${index}${facet.type === 'flag' ? '' : ' IS NOT NULL'} GROUP BY f${index}`;
      const top = `(${values} ORDER BY count(*) DESC, 1 LIMIT ${mostValues}) AS top`;
      if (facet.type !== 'entities')
        return `SELECT ${index} AS facet, top.value::text, NULL AS name, NULL::boolean AS "unique", top.count FROM ${top}`;
      return named(index, top, facet.of);
    })
    .join('\nUNION ALL ');

/** The same from the counters of the other kinds, for a search that finds everything. */
export const counterFacet = (facet: Facet, index: number): string | null => {
  if (facet.type !== 'entities' || facet.counter === undefined || facet.of === 'library') return null;
  const { name } = tables[facet.of];
  return named(
    index,
    `(SELECT id AS value, ${facet.counter} AS count FROM ${name} WHERE ${facet.counter} > 0 ORDER BY ${facet.counter} DESC, id LIMIT ${mostValues}) AS top`,
    facet.of,
  );
};

const named = (index: number, top: string, of: EntityKind | 'library'): string => {
  const table = of === 'library' ? 'library' : tables[of].name;
  // Performers may share a name; they are then asked for by id.
  const unique = of === 'performer' ? 'named.disambiguation IS NULL' : 'true';
  return `SELECT ${index} AS facet, top.value::text, named.name, ${unique} AS "unique", top.count FROM ${top} JOIN ${table} named ON named.id = top.value`;
};

/** Facets as the contract shows them. @param scale what each row of the sample stands for */
export const toFacets = (facets: readonly Facet[], rows: readonly Counted[], scale: (facet: number) => number): Facets['facets'] =>
  facets.flatMap((facet, index) => {
    const values = rows
      .filter((row) => row.facet === index)
      .map((row) => ({ ...shown(facet, row), count: Math.round(row.count * scale(index)) }))
      .filter(({ count }) => count > 0);
    return values.length === 0
      ? []
      : [{ field: facet.field, values: facet.type === 'classes' ? values : values.toSorted((a, b) => b.count - a.count) }];
  });

const shown = (facet: Facet, { value, name, unique }: Counted): { value: string; label: string; query: string } => {
  switch (facet.type) {
    case 'entities': {
      const label = name ?? value;
      if (facet.of === 'library') return { value: label, label, query: print({ kind: 'keyword', field: facet.field, value: label }) };
      return {
        value,
        label,
        query: print({
          kind: 'reference',
          field: facet.field,
          value: unique === true ? label : value,
          depth: hierarchical(facet.of) ? 0 : null,
        }),
      };
    }
    case 'values':
      return { value, label: value, query: print(facet.clause(value)) };
    case 'flag':
      return { value: 'true', label: facet.field, query: print({ kind: 'boolean', field: facet.field, value: true }) };
    case 'classes': {
      const index = Number(value) - 1;
      const from = facet.classes[index]?.from ?? 0;
      const to = facet.classes[index + 1]?.from;
      const test: Comparison<number> = to === undefined ? { op: 'atLeast', value: from } : { op: 'between', from, to: to - 1 };
      return {
        value: String(from),
        label: facet.classes[index]?.label ?? value,
        query: print({ kind: 'number', field: facet.field, type: facet.as, test }),
      };
    }
  }
};

const hierarchical = (kind: EntityKind): boolean => kind === 'tag' || kind === 'studio' || kind === 'group';
