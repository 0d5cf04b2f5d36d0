import { z } from 'zod';
import { Id, Instant } from '../primitives.js';

/** The kinds of things that catalog describes. Each has lists, facets, bulk edits and custom fields of the same make. */
export const EntityKind = z.enum(['video', 'performer', 'studio', 'tag', 'group', 'marker', 'gallery', 'image']);
export type EntityKind = z.infer<typeof EntityKind>;

/** Kinds that people make and name themselves; videos and images come from files. */
export const NamedKind = EntityKind.extract(['performer', 'studio', 'tag', 'group']);
export type NamedKind = z.infer<typeof NamedKind>;

/** Path of each kind's collection below `/api`. */
export const collections = {
  video: 'videos',
  performer: 'performers',
  studio: 'studios',
  tag: 'tags',
  group: 'groups',
  marker: 'markers',
  gallery: 'galleries',
  image: 'images',
} as const satisfies Record<EntityKind, string>;

export const Rating = z.number().int().min(1).max(100);
const Line = (most: number) => z.string().trim().min(1).max(most);
export const Name = Line(300);
export const Title = Line(500);
export const Details = Line(20_000);
export const Url = z.url({ protocol: /^https?$/ }).max(2000);

const distinct = <T extends z.ZodType>(items: z.ZodArray<T>) =>
  items.refine((values) => new Set(values.map((value) => JSON.stringify(value))).size === values.length, 'an entry stands here twice');

/** How long the lists of each item may be. */
export const mostEntries = {
  urls: 50,
  aliases: 100,
  tagIds: 500,
  performerIds: 200,
  groupIds: 100,
  parentIds: 50,
  videoIds: 200,
  galleryIds: 200,
} as const;
export const Urls = distinct(z.array(Url).max(mostEntries.urls));
export const Aliases = distinct(z.array(Name).max(mostEntries.aliases));
export const TagIds = distinct(z.array(Id).max(mostEntries.tagIds));
export const PerformerIds = distinct(z.array(Id).max(mostEntries.performerIds));

/** What another database calls the same thing. */
export const ExternalId = z.object({ endpoint: z.url({ protocol: /^https?$/ }).max(500), id: Line(200) }).strict();
export type ExternalId = z.infer<typeof ExternalId>;
export const ExternalIds = distinct(z.array(ExternalId).max(50));

/** Values of custom fields by their key; what each may hold says its {@link CustomField}. */
export const CustomValue = z.union([z.string().max(5000), z.number(), z.boolean()]);
export const CustomValues = z.record(z.string().max(50), CustomValue);
export type CustomValues = z.infer<typeof CustomValues>;

/** Another entity as a link shows it. */
export const Link = z.object({ id: Id, name: z.string() });
export type Link = z.infer<typeof Link>;
export const PictureLink = Link.extend({ imageUrl: z.string().nullable().describe('Carries its version, so it may be cached for ever') });
export type PictureLink = z.infer<typeof PictureLink>;

/** Null clears, what is left out stays as it is. */
export const clearable = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

/** What one may set on everything that is described. */
export const DescribedUpdate = z.object({
  details: clearable(Details),
  rating: clearable(Rating),
  favourite: z.boolean().optional(),
  organised: z.boolean().optional(),
  urls: Urls.optional(),
  tagIds: TagIds.optional(),
  externalIds: ExternalIds.optional(),
  custom: z.record(z.string().max(50), CustomValue.nullable()).optional().describe('Changes the named custom fields; null clears one'),
});

/** What everything that is described shows on its own page. */
export const Described = z.object({
  id: Id,
  details: z.string().nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  organised: z.boolean(),
  urls: z.array(z.string()),
  tags: z.array(Link),
  externalIds: z.array(ExternalId),
  custom: CustomValues,
  version: z.number().int().describe('Also the ETag; send it as If-Match to edit safely'),
  createdAt: Instant,
  updatedAt: Instant,
});

/** A picture of an entity; the first of them is the one that cards show. */
export const Picture = z.object({
  id: Id,
  url: z.string().describe('Carries its version, so it may be cached for ever'),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Picture = z.infer<typeof Picture>;

export const CustomFieldType = z.enum(['text', 'number', 'date', 'boolean', 'choice']);

/** A field that the owner of the library added to one kind of entity; searched as `custom.<key>`. */
export const CustomField = z.object({
  id: Id,
  kind: EntityKind,
  key: z.string(),
  label: z.string(),
  type: CustomFieldType,
  choices: z.array(z.string()).describe('For the type `choice`: what may be chosen'),
  place: z.number().int().describe('Order on forms'),
});
export type CustomField = z.infer<typeof CustomField>;
const Choices = distinct(z.array(Line(100)).max(200));
export const CustomFieldCreate = z
  .object({
    kind: EntityKind,
    key: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'use lower-case letters, digits and _, and begin with a letter'),
    label: Line(100),
    type: CustomFieldType,
    choices: Choices.default([]),
    place: z.number().int().min(0).max(10_000).default(0),
  })
  .strict();
/** The key and the type stay: saved searches and stored values rely on them. */
export const CustomFieldUpdate = z
  .object({ label: Line(100).optional(), choices: Choices.optional(), place: z.number().int().min(0).max(10_000).optional() })
  .strict();
