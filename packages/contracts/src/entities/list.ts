import { z } from 'zod';
import { Id } from '../primitives.js';
import { EntityKind } from './entity.js';

/** What the lists of each kind can be sorted by; items without a value come last, in either direction. */
export const sortNames = {
  video: [
    'added',
    'updated',
    'modified',
    'name',
    'path',
    'date',
    'duration',
    'rating',
    'size',
    'resolution',
    'bitrate',
    'framerate',
    'counter',
    'performers',
    'tags',
    'markers',
    'studio',
    'plays',
    'playtime',
    'played',
    'resume',
    'watchlater',
    'random',
    'relevance',
  ],
  performer: [
    'name',
    'added',
    'updated',
    'birthdate',
    'height',
    'weight',
    'rating',
    'videos',
    'markers',
    'galleries',
    'images',
    'random',
    'relevance',
  ],
  studio: ['name', 'added', 'updated', 'rating', 'videos', 'galleries', 'images', 'studios', 'random', 'relevance'],
  tag: ['name', 'added', 'updated', 'videos', 'performers', 'markers', 'galleries', 'images', 'random', 'relevance'],
  group: ['name', 'added', 'updated', 'date', 'rating', 'videos', 'duration', 'random', 'relevance'],
  marker: ['added', 'updated', 'name', 'at', 'random'],
  gallery: ['added', 'updated', 'name', 'date', 'rating', 'images', 'random', 'relevance'],
  image: ['added', 'updated', 'name', 'date', 'rating', 'size', 'resolution', 'counter', 'random', 'relevance'],
} as const satisfies Record<EntityKind, readonly string[]>;
export type SortName<K extends EntityKind = EntityKind> = (typeof sortNames)[K][number];

/** One step of a sort order. */
export interface SortTerm {
  name: string;
  descending: boolean;
}

const mostTerms = 4;
/** Orders that have a meaning by themselves only, and need all of the list's index or its best hits. */
const alone: readonly string[] = ['random', 'relevance'];

/**
 * Sort orders of one kind: up to four names with commas between, `-` for descending, for example `-rating,added`. `random:SEED` shuffles by a
 * seed (1 to 2147483647) and `relevance` puts the best hits of the search's words first; both stand alone.
 */
export const Sort = (kind: EntityKind) =>
  z
    .string()
    .max(200)
    .refine(
      (text) => sortTerms(text).length <= mostTerms && sortTerms(text).every(({ name }) => isSortName(kind, name)),
      `use up to four of ${sortNames[kind].join(' ')}, with commas between and \`-\` for descending; random takes a seed (random:17)`,
    )
    .refine(
      (text) => sortTerms(text).length === 1 || !sortTerms(text).some(({ name }) => alone.includes(bare(name))),
      'random and relevance stand alone',
    )
    .refine((text) => new Set(sortTerms(text).map(({ name }) => name)).size === sortTerms(text).length, 'a name stands here twice');

const bare = (name: string): string => name.replace(/^random:.*$/, 'random');
const isSortName = (kind: EntityKind, name: string): boolean => {
  if (name.startsWith('random')) return /^random:[1-9]\d{0,9}$/.test(name) && Number(name.slice(7)) <= 2_147_483_647;
  return (sortNames[kind] as readonly string[]).includes(name);
};

/** The steps of a sort order as {@link Sort} accepts it. */
export const sortTerms = (text: string): SortTerm[] =>
  text.split(',').map((part) => ({ name: part.replace(/^-/, ''), descending: part.startsWith('-') }));

/** How much each part of a hit's score counts in the order `relevance`. */
export const RelevanceWeights = z.object({
  text: z.number().min(0).max(10).default(4),
  rating: z.number().min(0).max(10).default(1),
  duration: z.number().min(0).max(10).default(0),
  recency: z.number().min(0).max(10).default(0.5),
  plays: z.number().min(0).max(10).default(0.5),
});
export type RelevanceWeights = z.infer<typeof RelevanceWeights>;

/** Why a hit stands where it does: parts of the score, weights applied; they sum up to `score`. */
export const HitScore = z.object({ score: z.number(), parts: z.record(z.string(), z.number()) });
export type HitScore = z.infer<typeof HitScore>;

/** How many items answer a search. Past ten thousand it is not counted to the end: `exact` is false and `count` is what is surely there. */
export const Total = z.object({ count: z.number().int().nonnegative(), exact: z.boolean() });
export type Total = z.infer<typeof Total>;

/** A page of a list, which may be left in both directions. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Pass as `cursor` to get the next page; null on the last page'),
    previousCursor: z.string().nullable().describe('Pass as `cursor` to get the page before; null on the first page'),
    total: z.number().int().nonnegative().optional().describe('Where `total=true` asked for it'),
    totalExact: z.boolean().optional().describe('False where there are more than `total`, which is then not counted to the end'),
    scores: z.record(Id, HitScore).optional().describe('For the order `relevance`: why each hit stands where it does'),
  });

/** The question that every list, facet, bucket and bulk edit of a kind understands. */
export const Search = z.string().max(2000).default('').describe('A search in the language of docs/query-language.md');

export const listQuery = (kind: EntityKind, sort: string) =>
  z.object({
    q: Search,
    sort: Sort(kind).default(sort),
    limit: z.coerce.number().int().min(1).max(200).default(40),
    cursor: z.string().max(1000).optional(),
    total: z.stringbool().default(false),
    weights: z.string().max(200).optional().describe('For `relevance`: for example `text=4,rating=2,recency=1`'),
  });

/** One value of a facet. `query` narrows the search to it. */
export const FacetValue = z.object({ value: z.string(), label: z.string(), count: z.number().int().nonnegative(), query: z.string() });
export const Facets = z.object({
  total: Total,
  exact: z.boolean().describe('False where the counts are scaled up from a random sample of the hits'),
  facets: z.array(z.object({ field: z.string(), values: z.array(FacetValue) })),
});
export type Facets = z.infer<typeof Facets>;

/** Marks of a scrubber along a sorted list: each covers about `share` of all items and is entered by its cursor. */
export const Buckets = z.object({
  exact: z.boolean(),
  buckets: z.array(
    z.object({
      label: z.string().describe('A month, a first letter, a range of values'),
      share: z.number().min(0).max(1),
      cursor: z.string().nullable().describe('Pass as `cursor` to begin the list there; null for its beginning'),
    }),
  ),
});
export type Buckets = z.infer<typeof Buckets>;

/** A thing that fits what was typed, for chips and the command palette. */
export const Suggested = z.object({
  kind: EntityKind,
  id: Id,
  name: z.string(),
  detail: z.string().nullable().describe('The alias that fits, the disambiguation, or the parent'),
  imageUrl: z.string().nullable(),
  count: z.number().int().nonnegative().nullable().describe('Videos that have it'),
});
export type Suggested = z.infer<typeof Suggested>;
