import type { CustomField, EntityKind, ExternalId } from '@reelm/contracts';
import type { z } from 'zod';
import { parseTime, writeTime } from '../../lib/timecode';
import { shownName, type Fields } from '../edit/values';
import type { Picked } from '@/components/entity-picker/entity-picker';

/** A field of a form and of the change that the form makes. */
export type FormField = {
  /** As the change calls it; `custom.key` for a custom field. */
  name: string;
  label: string;
  help?: string;
  /** All of the width, for what is long. */
  wide?: boolean;
} & (
  | { type: 'text' | 'long' | 'number' | 'date' | 'check'; placeholder?: string }
  /** A place in a film, as `1:15`. */
  | { type: 'time' }
  /** Stars, of five, with parts of them. */
  | { type: 'rating'; placeholder?: string }
  /** True, false, or not known. */
  | { type: 'yesno' }
  /** One value on each line. */
  | { type: 'lines'; placeholder?: string }
  /** One id of another database on each line: its address, a blank, the id. */
  | { type: 'ids'; placeholder?: string }
  | { type: 'choice'; options: readonly { value: string; label: string }[] }
  | { type: 'entities'; kind: EntityKind; multiple: boolean }
);

export interface FormSection {
  title: string;
  fields: readonly FormField[];
}

/** Ratings go to 100 and stars to five. */
const perStar = 20;

export type FormValue = string | boolean | readonly Picked[];
export type FormValues = Readonly<Record<string, FormValue>>;

/** A field in which nothing stands. */
export const emptyOf = (field: FormField): FormValue => (field.type === 'check' ? false : field.type === 'entities' ? [] : '');

const customKey = (name: string): string | null => (name.startsWith('custom.') ? name.slice('custom.'.length) : null);

/** What stands in the form for an entity; a new one has little or nothing. */
export function valuesOf(fields: readonly FormField[], entity: Fields): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, entity)]));
}

function valueOf(field: FormField, entity: Fields): FormValue {
  const key = customKey(field.name);
  const value = key === null ? entity[shownName(entity, field.name)] : (entity['custom'] as Fields | undefined)?.[key];
  if (value === null || value === undefined) return emptyOf(field);
  switch (field.type) {
    case 'check':
      return value === true;
    case 'entities':
      return Array.isArray(value) ? (value as Picked[]) : [value as Picked];
    case 'lines':
      return (value as readonly string[]).join('\n');
    case 'ids':
      return (value as readonly ExternalId[]).map(({ endpoint, id }) => `${endpoint} ${id}`).join('\n');
    case 'time':
      return writeTime(value as number);
    case 'rating':
      return String((value as number) / perStar);
    case 'yesno':
    case 'choice':
    case 'text':
    case 'long':
    case 'number':
    case 'date':
      return (value as string | number | boolean).toString();
  }
}

/** What is typed into a field. */
export const textOf = (value: FormValue): string => (typeof value === 'string' ? value : '');

const linesOf = (value: FormValue): string[] =>
  textOf(value)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What a change says for what stands in a field. */
export function given(field: FormField, value: FormValue): unknown {
  switch (field.type) {
    case 'check':
      return value;
    case 'entities': {
      const ids = (value as readonly Picked[]).map(({ id }) => id);
      return field.multiple ? ids : (ids[0] ?? null);
    }
    case 'lines':
      return linesOf(value);
    case 'ids':
      return linesOf(value).map((line) => {
        const [endpoint = '', ...id] = line.split(/\s+/);
        return { endpoint, id: id.join(' ') };
      });
    case 'number': {
      const text = textOf(value).trim().replace(',', '.');
      // What is no number stays text, so that the schema can say so.
      return text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text);
    }
    case 'rating': {
      const text = textOf(value).trim();
      const stars = Number(text.replace(',', '.'));
      return text === '' ? null : Number.isNaN(stars) ? text : Math.round(stars * perStar);
    }
    case 'time': {
      const text = textOf(value).trim();
      // What is no time stays text, so that the schema can say so.
      return text === '' ? null : (parseTime(text) ?? text);
    }
    case 'yesno':
      return value === '' ? null : value === 'true';
    case 'choice':
      return value === '' ? null : value;
    case 'text':
    case 'long':
    case 'date': {
      const text = textOf(value).trim();
      return text === '' ? null : text;
    }
  }
}

export interface FormChange {
  patch: Fields;
  /** What the entity shows for the ids of the patch. */
  shown: Fields;
}

/** What differs from `before` as a change of the entity. */
export function changeOf(fields: readonly FormField[], before: FormValues, now: FormValues, entity: Fields = {}): FormChange {
  const patch: Record<string, unknown> = {};
  const shown: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const field of fields) {
    const value = now[field.name] ?? emptyOf(field);
    const was = given(field, before[field.name] ?? emptyOf(field));
    const is = given(field, value);
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const key = customKey(field.name);
    if (key !== null) custom[key] = is;
    else patch[field.name] = is;
    if (field.type === 'entities') {
      const picked = value as readonly Picked[];
      shown[shownName(entity, field.name)] = field.multiple ? picked : (picked[0] ?? null);
    }
  }
  return { patch: Object.keys(custom).length > 0 ? { ...patch, custom } : patch, shown };
}

/** What is wrong with a change, by the name of the field; empty where nothing is. */
export function problemsOf(schema: z.ZodType, patch: Fields): Readonly<Record<string, string>> {
  const parsed = schema.safeParse(patch);
  if (parsed.success) return {};
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = path[0] === 'custom' && path[1] !== undefined ? `custom.${String(path[1])}` : String(path[0] ?? '');
    problems[name] ??= message === 'Invalid input' ? 'This cannot be saved' : message;
  }
  return problems;
}

/** The fields that the owner of the library added to a kind. */
export const customFormFields = (definitions: readonly CustomField[]): FormField[] =>
  definitions.map(({ key, label, type, choices }) => {
    const field = { name: `custom.${key}`, label };
    switch (type) {
      case 'boolean':
        return { ...field, type: 'yesno' };
      case 'choice':
        return { ...field, type: 'choice', options: choices.map((value) => ({ value, label: value })) };
      case 'number':
        return { ...field, type: 'number' };
      case 'date':
        return { ...field, type: 'date' };
      case 'text':
        return { ...field, type: 'text' };
    }
  });
