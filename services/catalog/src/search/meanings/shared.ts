import { externalId, flag, inArray, instant, number, sizeOf, text, texts, type Meaning, type Of } from '../meaning.js';

const column =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name}`;

/** Fields of one column, whose names say what they are. */
export const textIn = (name: string, options?: Parameters<typeof text>[1]): Meaning => text(column(name), options);
export const numberIn = (name: string, type?: Parameters<typeof number>[1]): Meaning => number(column(name), type);
export const columnOf = column;

/** What everything has that came into the library at some time. */
export const times = { added: instant(column('created_at')), updated: instant(column('updated_at')) };

/** What everything has that people describe. */
export const described = {
  details: text(column('details')),
  url: texts(column('urls')),
  favourite: flag(column('favourite')),
  externalid: externalId,
  ...times,
};
export const rated = { rating: number(column('rating')), organised: flag(column('organised')) };
export const tagged = { tag: inArray('tag', 'tag_ids'), tags: sizeOf('tag_ids') };

/** What performers, studios, tags and groups are called. */
export const named = {
  name: texts((alias) => `array_append(${alias}.aliases, ${alias}.name)`, { inWords: true }),
  alias: texts(column('aliases'), { inWords: true }),
};

/** Conditions for `has` and `missing`. */
export const known =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name} IS NOT NULL`;
export const filled =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name} <> '{}'`;
export const counted =
  (name: string): Of =>
  (alias) =>
    `${alias}.${name} > 0`;
export const hasExternalId: Of = (alias) => `${alias}.external_ids <> '[]'`;
export const hasChildren: Of = (alias) => `EXISTS (SELECT FROM tag other WHERE other.parent_ids @> ARRAY[${alias}.id])`;
