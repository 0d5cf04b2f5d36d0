import { sortTerms, type EntityKind, type SortName } from '@reelm/contracts';
import { z } from 'zod';
import type { Of, Values } from './meaning.js';

export type SortValue = string | number | null;

/** What a list can be sorted by: a column or another expression of the row, best one with an index `(expression, id)`. */
export interface SortKey {
  /** SQL of the value; what it is where the row has none does not matter. */
  of: Of;
  type: 'text' | 'timestamptz' | 'double precision' | 'real' | 'bigint';
  /** Which rows have a value, and which have none; absent where all have one. Rows without come last, in either direction. */
  valued?: Of;
  empty?: Of;
  /** Thousands of rows may share a value: what comes next in an order cannot be sorted for all of them. */
  coarse?: true;
  /** What the value is read from beside the row: at most one row for each. */
  join?: (alias: string, values: Values) => string;
  /** What a cursor holds of it. */
  value: z.ZodType<SortValue>;
}

// No NUL: PostgreSQL's text cannot hold it.
const anyText = z.string().regex(/^[^\0]*$/);
const whole = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

const column =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name}`;
const nullable = (of: Of): Pick<SortKey, 'valued' | 'empty'> => ({
  valued: (alias) => `${of(alias)} IS NOT NULL`,
  empty: (alias) => `${of(alias)} IS NULL`,
});

const textKey = (name: string): SortKey => ({ of: column(name), type: 'text', value: anyText });
const instantKey = (name: string): SortKey => ({ of: column(name), type: 'timestamptz', value: z.iso.datetime() });
const numberKey = (name: string): SortKey => ({ of: column(name), type: 'bigint', value: whole });
const realKey = (name: string): SortKey => ({ of: column(name), type: 'double precision', value: z.number() });
const optional = (key: SortKey): SortKey => ({ ...key, ...nullable(key.of) });

const coarse = (key: SortKey): SortKey => ({ ...key, coarse: true });

/** Counts are nought for most rows: these stand in no index, and come last as if they had none. */
const countKey = (name: string): SortKey => ({
  ...coarse(numberKey(name)),
  valued: (alias) => `${alias}.${name} > 0`,
  empty: (alias) => `${alias}.${name} = 0`,
});
const sizeKey = (name: string): SortKey => ({
  ...coarse(numberKey(name)),
  of: (alias) => `cardinality(${alias}.${name})`,
  valued: (alias) => `${alias}.${name} <> '{}'`,
  empty: (alias) => `${alias}.${name} = '{}'`,
});

/** A column of what the asking user did with a video. */
const myKey = (key: SortKey, name: string, condition: string): SortKey => ({
  ...key,
  of: () => `doing.${name}`,
  join: (alias, values) => `JOIN activity doing ON doing.user_id = ${values.user()} AND doing.video_id = ${alias}.id`,
  valued: () => `doing.${name} ${condition}`,
  empty: () => `(doing.${name} ${condition}) IS NOT TRUE`,
});

const studioKey: SortKey = {
  ...coarse(textKey('sort_name')),
  of: () => 'house.sort_name',
  join: (alias) => `JOIN studio house ON house.id = ${alias}.studio_id`,
  valued: (alias) => `${alias}.studio_id IS NOT NULL`,
  empty: (alias) => `${alias}.studio_id IS NULL`,
};

const times = { added: instantKey('created_at'), updated: instantKey('updated_at') };
const name = textKey('sort_name');
const date = optional(textKey('date_day'));
const rating = coarse(optional(numberKey('rating')));

/** Names that are no keys: the one is an order without meaning, the other is computed from the search. */
export type Special = 'random' | 'relevance';

const sortKeys: { readonly [K in EntityKind]: Readonly<Record<Exclude<SortName<K>, Special>, SortKey>> } = {
  video: {
    ...times,
    modified: optional(instantKey('modified_at')),
    name,
    path: textKey('path'),
    date,
    duration: optional(realKey('duration')),
    rating,
    size: numberKey('bytes'),
    resolution: coarse(optional(numberKey('resolution'))),
    bitrate: optional(numberKey('bit_rate')),
    // A real is another number than the same digits in double precision.
    framerate: coarse(optional({ ...realKey('frame_rate'), type: 'real' })),
    counter: countKey('counter'),
    performers: sizeKey('performer_ids'),
    tags: sizeKey('tag_ids'),
    markers: countKey('markers'),
    studio: studioKey,
    plays: myKey(numberKey('plays'), 'plays', '> 0'),
    playtime: myKey(realKey('play_seconds'), 'play_seconds', '> 0'),
    played: myKey(instantKey('last_played_at'), 'last_played_at', 'IS NOT NULL'),
    resume: myKey(realKey('resume_seconds'), 'resume_seconds', 'IS NOT NULL'),
    watchlater: myKey(instantKey('watch_later_at'), 'watch_later_at', 'IS NOT NULL'),
  },
  performer: {
    ...times,
    name,
    birthdate: optional(textKey('birth_day')),
    height: optional(numberKey('height_cm')),
    weight: optional(numberKey('weight_kg')),
    rating,
    videos: numberKey('videos'),
    markers: numberKey('markers'),
    galleries: numberKey('galleries'),
    images: numberKey('images'),
  },
  studio: {
    ...times,
    name,
    rating,
    videos: numberKey('videos'),
    galleries: numberKey('galleries'),
    images: numberKey('images'),
    studios: numberKey('studios'),
  },
  tag: {
    ...times,
    name,
    videos: numberKey('videos'),
    performers: numberKey('performers'),
    markers: numberKey('markers'),
    galleries: numberKey('galleries'),
    images: numberKey('images'),
  },
  group: { ...times, name, date, rating, videos: numberKey('videos'), duration: optional(numberKey('duration')) },
  marker: { ...times, name, at: realKey('start_seconds') },
  gallery: { ...times, name, date, rating, images: numberKey('images') },
  image: {
    ...times,
    name,
    date,
    rating,
    size: optional(numberKey('bytes')),
    resolution: optional(numberKey('resolution')),
    counter: numberKey('counter'),
  },
};

/** One step of an order. */
export interface Step {
  name: string;
  key: SortKey;
  descending: boolean;
}

/** How a list is ordered: by steps and at last by id, by chance from a place that the seed tells, or by score. */
export type Order =
  { by: 'steps'; steps: readonly [Step, ...Step[]] } | { by: 'chance'; start: number; descending: boolean } | { by: 'relevance' };

/** A sort order as the contract accepts it. */
export const readSort = (kind: EntityKind, sort: string): Order => {
  if (sort === 'relevance' || sort === '-relevance') return { by: 'relevance' };
  if (sort.startsWith('random:')) return chance(Number(sort.slice('random:'.length)));
  const [first, ...more] = sortTerms(sort).map(({ name: term, descending }): Step => ({ name: term, key: keyOf(kind, term), descending }));
  if (!first) throw new Error(`The sort order ${sort} has no steps.`);
  return { by: 'steps', steps: [first, ...more] };
};

const keyOf = (kind: EntityKind, term: string): SortKey => {
  const keys: Readonly<Record<string, SortKey>> = sortKeys[kind];
  const key = Object.hasOwn(keys, term) ? keys[term] : undefined;
  if (!key) throw new Error(`The list of ${kind} has no key for the sort order ${term}.`);
  return key;
};

/** The stored order without meaning, entered somewhere and read in one of both directions. */
const chance = (seed: number): Order => {
  // Fibonacci hashing: neighbouring seeds begin far apart.
  const hash = Math.imul(seed, 0x9e3779b1);
  return { by: 'chance', start: hash, descending: (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) & 1) === 1 };
};
