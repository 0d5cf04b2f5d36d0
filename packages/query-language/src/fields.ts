export type EntityKind = 'video' | 'performer' | 'studio' | 'tag' | 'group' | 'marker' | 'gallery' | 'image';

/** What kind of value a field holds, which decides the operators and literals it takes. */
export type FieldType =
  /** Free text: `:` contains, `=` equals, `:~` matches a regular expression. */
  | { type: 'text' }
  /** A name from an open set, equal without regard to case; `synonyms` maps other spellings to the stored one. */
  | { type: 'keyword'; synonyms?: Readonly<Record<string, string>> }
  /** One of a closed set of lower-case values. */
  | { type: 'choice'; values: readonly string[] }
  | { type: 'boolean' }
  /** Names a boolean field that must be true: `is:favourite`. Never appears in the tree. */
  | { type: 'flag' }
  /** Decimals have up to three digits behind the point. */
  | { type: 'integer' | 'decimal'; min: number; max: number }
  /** Whole seconds, cut off as players show them. */
  | { type: 'duration' }
  /** Bytes. */
  | { type: 'size' }
  /** Bits per second. */
  | { type: 'bitrate' }
  /** Pixels of the shorter side. */
  | { type: 'resolution' }
  /** A calendar date or an instant; days are days in UTC. */
  | { type: 'date' }
  /** So many hexadecimal digits; up to `distance` bits may differ. */
  | { type: 'hash'; digits: number; distance: number }
  /** The id that a stash-box gave, or `endpoint|id`. */
  | { type: 'externalid' }
  /** Related entities by name. With `hierarchy`, `:` finds those below too, `+n` limits the levels, and `=` is the named one alone. */
  | { type: 'reference'; to: EntityKind; hierarchy: boolean }
  /** Related entities that are found by a query on them. */
  | { type: 'relation'; to: EntityKind }
  /** The fields that users defined, as `custom.key`. */
  | { type: 'custom' };

/**
 * One row of a field table. `description` is shown by completion; `aliases` are other names that users type; `nullable` fields take
 * `none` and `any`.
 */
export type FieldDefinition = FieldType & { description: string; aliases?: readonly string[]; nullable?: boolean };

/** A field table by canonical name: one lower-case word. */
export type Fields = Readonly<Record<string, FieldDefinition>>;

type Options = Pick<FieldDefinition, 'aliases' | 'nullable'>;
const nullable = { nullable: true } as const;
const also = (...aliases: readonly string[]): Options => ({ aliases });

const text = (description: string, options: Options = nullable): FieldDefinition => ({ type: 'text', description, ...options });
const keyword = (description: string, options: Options = nullable): FieldDefinition => ({ type: 'keyword', description, ...options });
const choice = (values: readonly string[], description: string, options: Options = nullable): FieldDefinition => ({
  type: 'choice',
  values,
  description,
  ...options,
});
const boolean = (description: string, options: Options = {}): FieldDefinition => ({ type: 'boolean', description, ...options });
const count = (description: string, options: Options = {}): FieldDefinition => ({
  type: 'integer',
  min: 0,
  max: 999_999_999,
  description,
  ...options,
});
const integer = (min: number, max: number, description: string): FieldDefinition => ({
  type: 'integer',
  min,
  max,
  description,
  ...nullable,
});
const date = (description: string, options: Options = {}): FieldDefinition => ({ type: 'date', description, ...options });
const hash = (digits: number, distance: number, description: string): FieldDefinition => ({
  type: 'hash',
  digits,
  distance,
  description,
  ...nullable,
});
/** An entity by name. */
const one = (to: EntityKind, description: string, ...aliases: readonly string[]): FieldDefinition => ({
  type: 'reference',
  to,
  hierarchy: false,
  description,
  aliases,
  ...nullable,
});
/** An entity by name, or one below it. */
const tree = (to: EntityKind, description: string, ...aliases: readonly string[]): FieldDefinition => ({
  type: 'reference',
  to,
  hierarchy: true,
  description,
  aliases,
  ...nullable,
});
const related = (to: EntityKind, description: string): FieldDefinition => ({ type: 'relation', to, description, ...nullable });

/** What an entity can lack: the values of `missing` and `has`. */
export const lackable = {
  video: [
    'cover',
    'sprite',
    'vtt',
    'faces',
    'phash',
    'preview',
    'timeline',
    'subtitles',
    'cuts',
    'title',
    'date',
    'rating',
    'details',
    'code',
    'director',
    'url',
    'studio',
    'tags',
    'performers',
    'groups',
    'galleries',
    'markers',
    'externalid',
  ],
  performer: ['image', 'gender', 'birthdate', 'country', 'rating', 'details', 'url', 'aliases', 'tags', 'videos', 'externalid'],
  studio: ['image', 'parent', 'rating', 'details', 'url', 'aliases', 'tags', 'videos', 'externalid'],
  tag: ['image', 'details', 'url', 'aliases', 'parents', 'children', 'videos', 'externalid'],
  group: ['image', 'date', 'duration', 'director', 'rating', 'details', 'url', 'aliases', 'studio', 'tags', 'videos', 'externalid'],
  marker: ['title', 'length', 'tags', 'performers'],
  gallery: [
    'title',
    'date',
    'rating',
    'details',
    'code',
    'photographer',
    'url',
    'studio',
    'tags',
    'performers',
    'videos',
    'images',
    'externalid',
  ],
  image: ['title', 'date', 'rating', 'details', 'code', 'photographer', 'url', 'studio', 'tags', 'performers', 'galleries', 'externalid'],
} as const satisfies Record<EntityKind, readonly string[]>;

export type Lackable<K extends EntityKind> = (typeof lackable)[K][number];

const rating = integer(1, 100, 'Rating from 1 to 100');
const favourite = boolean('Marked as a favourite', also('favorite'));
const organised = boolean('Marked as organised', also('organized'));
const url = text('Web address', { ...nullable, aliases: ['link'] });
const details = text('Details', { ...nullable, aliases: ['description', 'synopsis'] });
const counter = count('Counter', also('ocounter', 'ocount'));
const times = {
  added: date('When it came into the library, as 2026-01 or <30d', also('created')),
  updated: date('When it was last changed, as 2026-01 or <30d'),
};
const names = {
  name: text('Name or alias', {}),
  alias: text('Alias', { ...nullable, aliases: ['aliases'] }),
};
const externalid: FieldDefinition = {
  type: 'externalid',
  description: 'Id given by a stash-box, or box|id',
  aliases: ['stashid'],
  ...nullable,
};
const custom: FieldDefinition = { type: 'custom', description: 'A field of your own, as custom.location' };
const has = (kind: EntityKind): Record<'has' | 'missing', FieldDefinition> => ({
  has: choice(lackable[kind], 'What it has', {}),
  missing: choice(lackable[kind], 'What it lacks', {}),
});
const automatch = boolean('Takes part in automatic matching', also('autotag'));
const is: FieldDefinition = { type: 'flag', description: 'A yes-or-no field that is true' };

const tag = tree('tag', 'Has this tag or one below it');
const tags = count('Number of tags');
const performers = count('Number of performers');
const videos = count('Number of videos');
const images = count('Number of images');
const galleries = count('Number of galleries');
const markers = count('Number of markers');
const performer = one('performer', 'Performer by name or alias', 'actor', 'model');
const studio = tree('studio', 'Studio or one below it', 'company');
const group = tree('group', 'Group or one below it', 'movie');
const picture = {
  resolution: { type: 'resolution', description: 'Shorter side of the picture, as 720p, 1080p or 4k', ...nullable },
  width: integer(0, 999_999, 'Width in pixels'),
  height: integer(0, 999_999, 'Height in pixels'),
  orientation: choice(['landscape', 'portrait', 'square'], 'Shape of the picture'),
} as const satisfies Fields;
const size: FieldDefinition = { type: 'size', description: 'File size, as 10MB or 2GiB', aliases: ['filesize'] };
const path = text('Path of a file', {});

const videoFields = {
  id: keyword('Its id, as in the address of its page', {}),
  title: text('Title'),
  path,
  details,
  code: text('Code that the studio gave'),
  director: text('Director'),
  url,
  date: date('Date of the video, as 2019, 2019-06 or <1y', nullable),
  ...times,
  modified: date('When a file was last written', also('mtime')),
  rating,
  favourite,
  organised,
  counter,
  studio,
  tag,
  performer,
  group,
  gallery: one('gallery', 'Gallery by title'),
  marker: related('marker', 'Has a marker for which the query holds'),
  library: keyword('Name of the library folder', {}),
  duration: { type: 'duration', description: 'Length, as 90s, 10m or 1h30m', ...nullable },
  ...picture,
  size,
  bitrate: { type: 'bitrate', description: 'Bits per second, as 800kbps or 5Mbps', ...nullable },
  framerate: { type: 'decimal', min: 0, max: 10_000, description: 'Pictures per second, as 30 or 23.976', aliases: ['fps'], ...nullable },
  codec: {
    type: 'keyword',
    synonyms: { avc: 'h264', h265: 'hevc' },
    description: 'Video codec, as h264, hevc or av1',
    aliases: ['videocodec'],
    ...nullable,
  },
  audio: keyword('Audio codec, as aac or opus', { ...nullable, aliases: ['audiocodec'] }),
  state: choice(['pending', 'ready', 'failed', 'missing'], 'How far the video is', {}),
  oshash: hash(16, 0, 'Fingerprint of the file'),
  phash: hash(16, 16, 'Fingerprint of the picture; ~8 allows for 8 different bits'),
  sha256: hash(64, 0, 'Hash of the whole file'),
  externalid,
  tags,
  performers,
  groups: count('Number of groups'),
  markers,
  files: count('Number of files'),
  faces: count('Number of people whose faces were found'),
  duplicate: choice(['oshash', 'phash'], 'Another video has the same fingerprint', also('duplicated')),
  plays: count('How often you played it', also('playcount')),
  playtime: { type: 'duration', description: 'How long you played it in all', aliases: ['playduration'] },
  resume: { type: 'duration', description: 'Where you stopped', ...nullable },
  played: date('When you last played it', { ...nullable, aliases: ['lastplayed'] }),
  watchlater: boolean('On your list to watch later'),
  custom,
  ...has('video'),
  is,
} as const satisfies Fields;

const performerFields = {
  ...names,
  disambiguation: text('Disambiguation'),
  details,
  gender: choice(['male', 'female', 'transgender-male', 'transgender-female', 'intersex', 'non-binary'], 'Gender'),
  birthdate: date('Date of birth, as 1990 or 1990-06', { ...nullable, aliases: ['birthday', 'born'] }),
  deathdate: date('Date of death', { ...nullable, aliases: ['died'] }),
  age: integer(0, 200, 'Age in years: at the date of the video where videos are searched, else today'),
  country: keyword('Country'),
  ethnicity: keyword('Ethnicity'),
  eyes: keyword('Colour of the eyes', { ...nullable, aliases: ['eyecolour', 'eyecolor'] }),
  hair: keyword('Colour of the hair', { ...nullable, aliases: ['haircolour', 'haircolor'] }),
  height: integer(0, 300, 'Height in centimetres'),
  weight: integer(0, 999, 'Weight in kilograms'),
  measurements: text('Measurements'),
  breasttype: text('Breast type'),
  tattoos: text('Tattoos'),
  piercings: text('Piercings'),
  penislength: { type: 'decimal', min: 0, max: 100, description: 'Penis length in centimetres', ...nullable },
  circumcised: choice(['cut', 'uncut'], 'Circumcised or not'),
  careerstart: integer(1000, 2999, 'First year of the career'),
  careerend: integer(1000, 2999, 'Last year of the career'),
  url,
  rating,
  favourite,
  organised,
  automatch,
  tag,
  studio: tree('studio', 'In a video of this studio or one below it', 'company'),
  group: tree('group', 'In a video of this group or one below it', 'movie'),
  with: one('performer', 'In a video together with this performer', 'costar'),
  video: related('video', 'In a video for which the query holds'),
  videos,
  markers,
  images,
  galleries,
  tags,
  plays: count('How often you played the videos', also('playcount')),
  counter: count('Sum of the counters of the videos', also('ocounter', 'ocount')),
  externalid,
  ...times,
  custom,
  ...has('performer'),
  is,
} as const satisfies Fields;

const studioFields = {
  ...names,
  details,
  url,
  parent: tree('studio', 'Below this studio'),
  rating,
  favourite,
  organised,
  automatch,
  tag,
  video: related('video', 'Has a video for which the query holds'),
  videos,
  studios: count('Number of studios right below it', also('children')),
  performers,
  galleries,
  images,
  tags,
  externalid,
  ...times,
  custom,
  ...has('studio'),
  is,
} as const satisfies Fields;

const tagFields = {
  ...names,
  details,
  url,
  favourite,
  automatch,
  parent: tree('tag', 'Below this tag'),
  child: tree('tag', 'Above this tag'),
  videos,
  performers,
  studios: count('Number of studios'),
  groups: count('Number of groups'),
  markers,
  images,
  galleries,
  parents: count('Number of tags right above it'),
  children: count('Number of tags right below it'),
  externalid,
  ...times,
  custom,
  ...has('tag'),
  is,
} as const satisfies Fields;

const groupFields = {
  ...names,
  details,
  director: text('Director'),
  date: date('Date of the group, as 2019, 2019-06 or <1y', nullable),
  duration: { type: 'duration', description: 'Length, as 90s, 10m or 1h30m', ...nullable },
  rating,
  favourite,
  organised,
  studio,
  tag,
  performer: one('performer', 'Performer in one of its videos', 'actor', 'model'),
  parent: tree('group', 'Contained in this group'),
  video: related('video', 'Has a video for which the query holds'),
  videos,
  groups: count('Number of groups right below it', also('children')),
  tags,
  url,
  externalid,
  ...times,
  custom,
  ...has('group'),
  is,
} as const satisfies Fields;

const markerFields = {
  title: text('Title'),
  at: { type: 'duration', description: 'Where it starts, as 90s or 10m', aliases: ['start'] },
  length: { type: 'duration', description: 'How long it is, where it has an end', ...nullable },
  primary: tree('tag', 'Its first tag is this one or one below it'),
  tag,
  performer: one('performer', 'Performer of the marker or of its video', 'actor', 'model'),
  video: related('video', 'Its video is one for which the query holds'),
  studio: tree('studio', 'Its video is of this studio or one below it', 'company'),
  tags,
  performers,
  ...times,
  ...has('marker'),
} as const satisfies Fields;

const galleryFields = {
  title: text('Title'),
  path: text('Path'),
  details,
  code: text('Code that the studio gave'),
  photographer: text('Photographer'),
  url,
  date: date('Date of the gallery, as 2019, 2019-06 or <1y', nullable),
  rating,
  favourite,
  organised,
  studio,
  tag,
  performer,
  video: related('video', 'Belongs to a video for which the query holds'),
  videos,
  images,
  tags,
  performers,
  externalid,
  ...times,
  custom,
  ...has('gallery'),
  is,
} as const satisfies Fields;

const imageFields = {
  title: text('Title'),
  path,
  details,
  code: text('Code that the studio gave'),
  photographer: text('Photographer'),
  url,
  date: date('Date of the image, as 2019, 2019-06 or <1y', nullable),
  rating,
  favourite,
  organised,
  counter,
  studio,
  tag,
  performer,
  gallery: one('gallery', 'Gallery by title'),
  ...picture,
  size,
  tags,
  performers,
  galleries,
  externalid,
  ...times,
  custom,
  ...has('image'),
  is,
} as const satisfies Fields;

/** The fields of each kind of entity. Whoever compiles queries gives each a meaning, best as a `Record<FieldName<K>, …>`. */
export const entityFields = {
  video: videoFields,
  performer: performerFields,
  studio: studioFields,
  tag: tagFields,
  group: groupFields,
  marker: markerFields,
  gallery: galleryFields,
  image: imageFields,
} as const satisfies Record<EntityKind, Fields>;

/** Fields that stand in a tree by their name, so all but flags (and `custom`, which has a clause of its own). */
export type FieldName<K extends EntityKind> = Exclude<keyof (typeof entityFields)[K], 'is' | 'custom'>;

export const fieldsOf = (kind: EntityKind): Fields => entityFields[kind];

/** Finds a field by name or alias, without regard to case. */
export const findField = (fields: Fields, name: string): { name: string; field: FieldDefinition } | undefined => {
  const wanted = name.toLowerCase();
  // hasOwn, as `constructor` and `__proto__` are words that anybody may type.
  const own = Object.hasOwn(fields, wanted) ? fields[wanted] : undefined;
  if (own) return { name: wanted, field: own };
  const aliased = Object.entries(fields).find(([, field]) => field.aliases?.includes(wanted));
  return aliased && { name: aliased[0], field: aliased[1] };
};

/** The kind of entity that a field leads to, whose fields may follow behind a point. */
export const targetOf = (field: FieldDefinition): EntityKind | undefined =>
  field.type === 'reference' || field.type === 'relation' ? field.to : undefined;

/** The boolean fields of a table, which are the values of its flag fields. */
export const flagNames = (fields: Fields): string[] => Object.keys(fields).filter((name) => fields[name]?.type === 'boolean');

const equality = [':', '=', '!='] as const;
const textual = [...equality, ':~'] as const;
const ordering = [...equality, '>=', '<=', '>', '<'] as const;

/** Operators that a field takes, the usual one first. */
export const operatorsOf = (field: FieldType): readonly string[] => {
  switch (field.type) {
    case 'text':
      return textual;
    case 'keyword':
    case 'choice':
    case 'boolean':
    case 'flag':
    case 'hash':
    case 'externalid':
    case 'reference':
    case 'relation':
      return equality;
    case 'integer':
    case 'decimal':
    case 'duration':
    case 'size':
    case 'bitrate':
    case 'resolution':
    case 'date':
      return ordering;
    case 'custom':
      return [...ordering, ':~'] as const;
  }
};
