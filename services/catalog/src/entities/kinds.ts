import type { EntityKind, Gallery, Marker, NamedKind } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { tableOf } from './card.js';
import {
  chapters,
  credits,
  either,
  externalIds,
  fill,
  first,
  own,
  parts,
  sum,
  union,
  type CreditEntry,
  type MergeRule,
  type Part,
} from './merge-rules.js';

/** Values of one row by the names of {@link Kind.fields}. */
export type Row = Record<string, unknown>;

/** A change as the contract has it, parsed: the body of a POST or PATCH. */
export type Change = Readonly<Record<string, unknown>>;

/** One column that users fill. */
export interface Field {
  column: string;
  type: 'text' | 'smallint' | 'integer' | 'real' | 'double precision' | 'boolean' | 'text[]' | 'uuid' | 'uuid[]' | 'jsonb';
  /** What a new row has where nothing is given. */
  initial: unknown;
  merge: MergeRule;
  /** The kind whose id or ids it holds. */
  to?: EntityKind;
  /** Cannot be without a value: such a row goes when what it names is deleted. */
  required?: true;
  /** Column with an index in which rows are found by these ids, where it is another one. */
  foundBy?: string;
}

/** Where the ids of one kind lead from one row to others of the same kind: up or down a tree, never in a circle. */
export interface Tree {
  field: string;
  /** An array of ids, or one. */
  many: boolean;
}

/** A column with a document that names other entities by their ids, as a whole. */
export interface Document {
  field: string;
  to: EntityKind;
  /** Finds the rows that name one of the ids: a condition on the table, and the value of its parameter `$1`. */
  naming: (ids: readonly string[]) => { condition: string; value: unknown };
  /** The document without the ids in `gone`, or with `instead` in their place. */
  replace: (document: unknown, gone: ReadonlySet<string>, instead: string | null) => unknown;
}

/** All that the store has to know of a kind. */
export interface Kind {
  kind: EntityKind;
  table: string;
  /** By the name that the contract has for it, or the column's where it has none. */
  fields: Readonly<Record<string, Field>>;
  /** Fields whose words a search finds, in this order; those of a video are derived with its files. */
  words: readonly string[];
  /** Fields that together must be unique without regard to case and accents. */
  unique?: readonly ('name' | 'disambiguation')[];
  tree?: Tree;
  documents?: readonly Document[];
  /** Fields that only make sense together. */
  together?: readonly (readonly string[])[];
  /** A change of the contract as values of columns; what is not mentioned stays. */
  columns: (change: Change, before: Row) => Row;
}

const column = (name: string, type: Field['type'], initial: unknown, merge: MergeRule): Field => ({ column: name, type, initial, merge });
const text = (name: string, merge = first): Field => column(name, 'text', null, merge);
const number = (name: string, type: 'smallint' | 'integer' | 'real' | 'double precision'): Field => column(name, type, null, first);
const flag = (name: string): Field => column(name, 'boolean', false, either);
const texts = (name: string): Field => column(name, 'text[]', [], union);
const json = (name: string, initial: unknown, merge: MergeRule): Field => column(name, 'jsonb', initial, merge);
const counter: Field = column('counter', 'integer', 0, sum);
const one = (name: string, to: EntityKind): Field => ({ ...column(name, 'uuid', null, first), to });
const many = (name: string, to: EntityKind, foundBy = name): Field => ({ ...column(name, 'uuid[]', [], union), to, foundBy });

const described = {
  details: text('details'),
  urls: texts('urls'),
  favourite: flag('favourite'),
  externalIds: json('external_ids', [], externalIds),
  custom: json('custom', {}, fill),
};
const judged = { ...described, rating: number('rating', 'smallint'), organised: flag('organised'), tagIds: many('tag_ids', 'tag') };
const named = {
  name: text('name', own),
  aliases: texts('aliases'),
  autoMatch: column('auto_match', 'boolean', true, own),
};
const shot = {
  ...judged,
  title: text('title'),
  name: text('name', own),
  path: text('path', own),
  code: text('code'),
  photographer: text('photographer'),
  date: text('date'),
  studioId: one('studio_id', 'studio'),
  performerIds: many('performer_ids', 'performer'),
};

/** Values of custom fields change one by one; null takes one away. */
const withCustom = (change: Change, before: Row): Row => {
  if (change['custom'] === undefined) return { ...change };
  const values = Object.entries({ ...(before['custom'] as object), ...(change['custom'] as object) });
  return { ...change, custom: Object.fromEntries(values.filter(([, value]) => value !== null)) };
};

/** What is shown as the name: the title, else the name of the file or folder, else the name it had. */
const withShownName = (change: Change, before: Row): Row => {
  const row = withCustom(change, before);
  if (row['title'] === undefined) return row;
  const path = before['path'] as string | null;
  return { ...row, name: row['title'] ?? path?.split('/').at(-1) ?? before['name'] };
};

const markerColumns = (change: Change, before: Row): Row => {
  const { startSeconds, endSeconds } = { ...before, ...change } as Pick<Marker, 'startSeconds' | 'endSeconds'>;
  if (endSeconds !== null && endSeconds <= startSeconds) throw new AppError('marker.range_invalid');
  return { ...change };
};

type PartOfGroup = Partial<Part> & Pick<Part, 'id'>;
const groupColumns = (change: Change, before: Row): Row => {
  const { groups, ...row } = withCustom(change, before);
  if (groups === undefined) return row;
  const within = parts([(groups as PartOfGroup[]).map(({ id, description }) => ({ id, description: description ?? null }))]) as Part[];
  return { ...row, parts: within, partIds: within.map(({ id }) => id) };
};

type Places = Record<string, number>;
interface VideoLinks {
  performerIds: string[];
  credits: CreditEntry[];
  groupIds: string[];
  groupPlaces: Places;
}
const isParticular = ({ creditedAs, tagIds }: CreditEntry): boolean => creditedAs !== null || tagIds.length > 0;

/** `credits` and `groups` of the contract say two things at once: who or what, and what is particular to it. */
const videoColumns = (change: Change, before: Row): Row => {
  const { credits: credited, performerIds, groups, groupIds, ...row } = withCustom(change, before);
  const links = before as unknown as VideoLinks;
  if (credited !== undefined) {
    const entries = credits([credited]) as CreditEntry[];
    Object.assign(row, { performerIds: entries.map((entry) => entry.performerId), credits: entries.filter(isParticular) });
  }
  if (performerIds !== undefined) {
    const known = (row['credits'] ?? links.credits) as CreditEntry[];
    const ids = performerIds as string[];
    Object.assign(row, { performerIds: ids, credits: known.filter((entry) => ids.includes(entry.performerId)) });
  }
  if (groups !== undefined) {
    const given = groups as { groupId: string; place?: number | null }[];
    const places = given.flatMap(({ groupId, place }) => (place == null ? [] : [[groupId, place] as const]));
    Object.assign(row, { groupIds: [...new Set(given.map(({ groupId }) => groupId))], groupPlaces: Object.fromEntries(places) });
  }
  if (groupIds !== undefined) {
    const ids = groupIds as string[];
    const places = Object.entries((row['groupPlaces'] ?? links.groupPlaces) as Places).filter(([id]) => ids.includes(id));
    Object.assign(row, { groupIds: ids, groupPlaces: Object.fromEntries(places) });
  }
  return row;
};

const replaced = (id: string, gone: ReadonlySet<string>, instead: string | null): string[] =>
  gone.has(id) ? (instead === null ? [] : [instead]) : [id];

/** Credits with one of the ids at a path: in this form the index video_by_credit finds them. */
const creditsNaming = (path: string) => (ids: readonly string[]) => ({
  condition: `credits <> '[]' AND credits @@ $1::jsonpath`,
  value: ids.map((id) => `${path} == ${JSON.stringify(id)}`).join(' || '),
});

const creditsOfPerformers: Document = {
  field: 'credits',
  to: 'performer',
  naming: creditsNaming('$[*].performerId'),
  replace: (document, gone, instead) =>
    credits([
      (document as CreditEntry[]).flatMap((entry) =>
        replaced(entry.performerId, gone, instead).map((performerId) => ({ ...entry, performerId })),
      ),
    ]),
};
const creditsWithTags: Document = {
  field: 'credits',
  to: 'tag',
  naming: creditsNaming('$[*].tagIds[*]'),
  replace: (document, gone, instead) =>
    (document as CreditEntry[])
      .map((entry) => ({ ...entry, tagIds: [...new Set(entry.tagIds.flatMap((id) => replaced(id, gone, instead)))] }))
      .filter(isParticular),
};
const placesInGroups: Document = {
  field: 'groupPlaces',
  to: 'group',
  naming: (ids) => ({ condition: `group_ids <> '{}' AND group_ids && $1::uuid[] AND group_places <> '{}'`, value: ids }),
  replace: (document, gone, instead) => {
    const entries = Object.entries(document as Places);
    const moved = entries.flatMap(([id, place]) => replaced(id, gone, instead).map((now) => [now, place] as const));
    // The place of the group that stays counts, where it has one.
    return { ...Object.fromEntries(moved), ...Object.fromEntries(entries.filter(([id]) => !gone.has(id))) };
  },
};
const partsOfGroups: Document = {
  field: 'parts',
  to: 'group',
  naming: (ids) => ({ condition: 'part_ids && $1::uuid[]', value: ids }),
  replace: (document, gone, instead) =>
    parts([(document as Part[]).flatMap((part) => replaced(part.id, gone, instead).map((id) => ({ ...part, id })))]),
};

/** Aliases of all, and the names of those that are merged away. */
const namesOf = (words: readonly string[]): readonly string[] => ['name', 'aliases', ...words];

const declared = {
  video: {
    fields: {
      ...judged,
      title: text('title'),
      date: text('date'),
      code: text('code'),
      director: text('director'),
      studioId: one('studio_id', 'studio'),
      performerIds: many('performer_ids', 'performer'),
      credits: json('credits', [], credits),
      groupIds: many('group_ids', 'group'),
      groupPlaces: json('group_places', {}, fill),
      chapters: json('chapters', [], chapters),
      counter,
    },
    words: [],
    documents: [creditsOfPerformers, creditsWithTags, placesInGroups],
    together: [
      ['performerIds', 'credits'],
      ['groupIds', 'groupPlaces'],
    ],
    columns: videoColumns,
  },
  performer: {
    fields: {
      ...judged,
      ...named,
      disambiguation: text('disambiguation', own),
      gender: text('gender'),
      birthDate: text('birth_date'),
      deathDate: text('death_date'),
      country: text('country'),
      ethnicity: text('ethnicity'),
      eyeColour: text('eye_colour'),
      hairColour: text('hair_colour'),
      heightCm: number('height_cm', 'smallint'),
      weightKg: number('weight_kg', 'smallint'),
      measurements: text('measurements'),
      breastType: text('breast_type'),
      penisLengthCm: number('penis_length_cm', 'real'),
      circumcised: text('circumcised'),
      tattoos: text('tattoos'),
      piercings: text('piercings'),
      careerStart: number('career_start', 'smallint'),
      careerEnd: number('career_end', 'smallint'),
    },
    words: namesOf(['disambiguation', 'details']),
    unique: ['name', 'disambiguation'],
    columns: withCustom,
  },
  studio: {
    fields: { ...judged, ...named, parentId: one('parent_id', 'studio') },
    words: namesOf(['details']),
    unique: ['name'],
    tree: { field: 'parentId', many: false },
    columns: withCustom,
  },
  tag: {
    fields: { ...described, ...named, sortName: text('own_sort_name'), parentIds: many('parent_ids', 'tag') },
    words: namesOf(['details']),
    unique: ['name'],
    tree: { field: 'parentIds', many: true },
    columns: withCustom,
  },
  group: {
    fields: {
      ...judged,
      ...named,
      director: text('director'),
      date: text('date'),
      durationSeconds: number('duration', 'integer'),
      studioId: one('studio_id', 'studio'),
      parts: json('parts', [], parts),
      partIds: many('part_ids', 'group'),
    },
    words: namesOf(['director', 'details']),
    tree: { field: 'partIds', many: true },
    documents: [partsOfGroups],
    together: [['parts', 'partIds']],
    columns: groupColumns,
  },
  marker: {
    fields: {
      videoId: { ...one('video_id', 'video'), required: true },
      title: text('title'),
      startSeconds: number('start_seconds', 'double precision'),
      endSeconds: number('end_seconds', 'double precision'),
      primaryTagId: one('primary_tag_id', 'tag'),
      tagIds: many('tag_ids', 'tag', 'all_tag_ids'),
      performerIds: many('performer_ids', 'performer'),
    },
    words: ['title'],
    together: [['startSeconds', 'endSeconds']],
    columns: markerColumns,
  },
  gallery: {
    fields: {
      ...shot,
      videoIds: many('video_ids', 'video'),
      chapters: json('chapters', [] satisfies Gallery['chapters'], own),
    },
    words: ['title', 'path', 'code', 'photographer', 'details'],
    together: [['title', 'name']],
    columns: withShownName,
  },
  image: {
    fields: { ...shot, galleryIds: many('gallery_ids', 'gallery'), counter },
    words: ['title', 'path', 'code', 'photographer', 'details'],
    together: [['title', 'name']],
    columns: withShownName,
  },
} satisfies Record<EntityKind, Omit<Kind, 'kind' | 'table'>>;

/** Each kind, declared here and nowhere else. */
export const kinds = Object.fromEntries(
  Object.entries(declared).map(([kind, definition]) => [kind, { ...definition, kind, table: tableOf[kind as EntityKind] }]),
) as unknown as Readonly<Record<EntityKind, Kind>>;

export const allKinds: readonly Kind[] = Object.values(kinds);

export const isNamed = (kind: EntityKind): kind is NamedKind => 'aliases' in declared[kind].fields;

/** Fields, and those that only make sense together with them. */
export const withCompanions = ({ together = [] }: Kind, fields: readonly string[]): string[] => [
  ...new Set([...fields, ...together.filter((unit) => unit.some((name) => fields.includes(name))).flat()]),
];

/** What one row becomes that takes over what others know: the one that stays comes first. */
export const mergeRows = ({ kind, fields }: Kind, rows: readonly Row[]): Row => {
  const merged = Object.fromEntries(Object.entries(fields).map(([name, { merge }]) => [name, merge(rows.map((row) => row[name]))]));
  if (!isNamed(kind)) return merged;
  const names = rows.slice(1).map((row) => row['name'] as string);
  const known = new Set([String(merged['name']).toLowerCase()]);
  const aliases = [...names, ...(merged['aliases'] as string[])].filter((alias) => {
    const isNew = !known.has(alias.toLowerCase());
    known.add(alias.toLowerCase());
    return isNew;
  });
  return { ...merged, aliases };
};
