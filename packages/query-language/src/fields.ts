/** What kind of value a field holds, which decides the operators and literals it takes. */
export type FieldType =
  /** Free text; `:` means "contains". */
  | { type: 'text' }
  /** A name from an open set, equal without regard to case; `synonyms` maps other spellings to the stored one. */
  | { type: 'keyword'; synonyms?: Readonly<Record<string, string>> }
  /** One of a closed set of lower-case values. */
  | { type: 'choice'; values: readonly string[] }
  | { type: 'boolean' }
  /** Names a boolean field that must be true: `is:favourite`. Never appears in the tree. */
  | { type: 'flag' }
  | { type: 'integer'; min: number; max: number }
  /** Whole seconds, cut off as players show them. */
  | { type: 'duration' }
  /** Bytes. */
  | { type: 'size' }
  /** Pixels of the shorter side. */
  | { type: 'resolution' }
  /** A calendar date or an instant; days are days in UTC. */
  | { type: 'date' };

/** One row of a field table. `description` is shown by completion; `aliases` are other names that users type. */
export type FieldDefinition = FieldType & { description: string; aliases?: readonly string[] };

/** A field table by canonical name. Names are lower case: a letter, then letters, digits, `_` or `.`. */
export type Fields = Readonly<Record<string, FieldDefinition>>;

/** The fields of videos. Whoever compiles a query gives each a meaning, best as a `Record<VideoField, …>`. */
export const videoFields = {
  title: { type: 'text', description: 'Title contains the text' },
  path: { type: 'text', description: 'Path of a file contains the text' },
  details: { type: 'text', description: 'Details contain the text' },
  rating: { type: 'integer', min: 1, max: 100, description: 'Rating from 1 to 100' },
  favourite: { type: 'boolean', aliases: ['favorite'], description: 'Marked as a favourite' },
  organised: { type: 'boolean', aliases: ['organized'], description: 'Marked as organised' },
  duration: { type: 'duration', description: 'Length, as 90s, 10m or 1h30m' },
  resolution: { type: 'resolution', description: 'Shorter side of the picture, as 720p, 1080p or 4k' },
  size: { type: 'size', description: 'File size, as 10MB or 2GiB' },
  codec: { type: 'keyword', synonyms: { avc: 'h264', h265: 'hevc' }, description: 'Video codec, as h264, hevc or av1' },
  added: { type: 'date', description: 'When it came into the library, as 2026-01 or <30d' },
  date: { type: 'date', description: 'Date of the video, as 2019, 2019-06 or <1y' },
  state: { type: 'choice', values: ['pending', 'ready', 'failed', 'missing'], description: 'How far the video is' },
  missing: { type: 'choice', values: ['cover', 'sprite', 'title', 'date', 'rating', 'details'], description: 'What the video lacks' },
  library: { type: 'keyword', description: 'Name of the library folder' },
  is: { type: 'flag', description: 'A yes-or-no field that is true' },
} as const satisfies Fields;

/** Fields that can stand in a tree, so all but flags. */
export type VideoField = Exclude<keyof typeof videoFields, 'is'>;

/** Finds a field by name or alias, without regard to case. */
export const findField = (fields: Fields, name: string): { name: string; field: FieldDefinition } | undefined => {
  const wanted = name.toLowerCase();
  // hasOwn, as `constructor` and `__proto__` are words that anybody may type.
  const own = Object.hasOwn(fields, wanted) ? fields[wanted] : undefined;
  if (own) return { name: wanted, field: own };
  const aliased = Object.entries(fields).find(([, field]) => field.aliases?.includes(wanted));
  return aliased && { name: aliased[0], field: aliased[1] };
};

/** The boolean fields of a table, which are the values of its flag fields. */
export const flagNames = (fields: Fields): string[] => Object.keys(fields).filter((name) => fields[name]?.type === 'boolean');

const equality = [':', '=', '!='] as const;
const ordering = [...equality, '>=', '<=', '>', '<'] as const;

/** Operators that a field takes, the usual one first. Text has no `=` yet: it is kept free for "equals" beside "contains". */
export const operatorsOf = (field: FieldDefinition): readonly string[] => {
  switch (field.type) {
    case 'text':
      return [':'];
    case 'keyword':
    case 'choice':
    case 'boolean':
    case 'flag':
      return equality;
    case 'integer':
    case 'duration':
    case 'size':
    case 'resolution':
    case 'date':
      return ordering;
  }
};
