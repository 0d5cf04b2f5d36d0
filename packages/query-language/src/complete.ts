import type { IToken } from 'chevrotain';
import { type EntityKind, type FieldDefinition, fieldsOf, findField, flagNames, operatorsOf, targetOf } from './fields.js';
import {
  And,
  Close,
  endOf,
  Field,
  formatValue,
  Not,
  Open,
  Or,
  Quoted,
  splitField,
  tokenize,
  Unclosed,
  unescape,
  Value,
  Word,
} from './grammar.js';
import { queryLimits } from './limits.js';
import { findPlace, kindBehind } from './place.js';

export interface CompletionItem {
  kind: 'field' | 'operator' | 'value' | 'keyword';
  /** What replaces the range, quoted where that is needed. */
  insert: string;
  description?: string;
}

/**
 * What only the library knows, of which `prefix` is typed already. The caller adds it to the items, values passed through `formatValue`.
 * - `name`: names of entities of the kind
 * - `value`: values that the field has among entities of the kind; `custom.key` is a field that users defined
 * - `key`: keys of the fields that users defined for the kind, with an operator behind them
 */
export type Wanted =
  { what: 'name' | 'key'; kind: EntityKind; prefix: string } | { what: 'value'; kind: EntityKind; field: string; prefix: string };

/** What may stand at the caret. The caller replaces `start` (included) to `end` (not included) with the chosen `insert`. */
export interface Completion {
  start: number;
  end: number;
  items: CompletionItem[];
  wanted?: Wanted;
}

/** Never throws. Offers what goes on from the part before the caret in a search for entities of the kind. */
export const completeAt = (text: string, caret: number, kind: EntityKind): Completion => {
  const place = Math.min(Math.max(Math.trunc(caret) || 0, 0), text.length);
  const nothing: Completion = { start: place, end: place, items: [] };
  if (text.length > queryLimits.length) return nothing;

  const tokens = tokenize(text);
  // The last token that begins before the caret: the caret is in it, at its end, or in blanks behind it.
  const index = tokens.findLastIndex((token) => token.startOffset < place);
  const token = tokens[index];
  const previous = tokens[index - 1];
  const about = kindAt(tokens.slice(0, index + 1), kind);
  if (!about) return nothing;
  if (token?.tokenType === Field) return completeField(token, place, about);
  if (!token || endOf(token) < place) return completeWord('', token, about, nothing);

  const start = token.startOffset;
  const written = text.slice(start, place);
  switch (token.tokenType) {
    case Word:
      return completeWord(written, previous, about, { start, end: endOf(token) });
    case And:
    case Or:
    case Not:
      // Still being typed, it may become a field.
      return completeName(written, about, { start, end: endOf(token) });
    case Value:
      return { start, end: endOf(token), ...completeValue(previous, written, false, about) };
    case Quoted:
      return { start, end: endOf(token), ...completeValue(previous, unescape(written.replace(/^"|"$/g, '')), true, about) };
    case Unclosed:
      // It swallows all that follows the caret, which is not to be replaced.
      return { start, end: place, ...completeValue(previous, unescape(written.slice(1)), true, about) };
    default:
      return completeWord('', token, about, nothing);
  }
};

/** Whose fields are meant behind the tokens: those of the innermost open `relation:(`. Undefined behind a field that leads nowhere. */
const kindAt = (tokens: readonly IToken[], kind: EntityKind): EntityKind | undefined => {
  const outer: (EntityKind | undefined)[] = [];
  let about: EntityKind | undefined = kind;
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType === Open) {
      outer.push(about);
      const field = tokens[index - 1];
      if (about && field?.tokenType === Field) about = kindBehind(splitField(field).name, about);
    } else if (token.tokenType === Close && outer.length > 0) {
      about = outer.pop();
    }
  }
  return about;
};

type Range = Pick<Completion, 'start' | 'end'>;

/** A name that has its operator already keeps it; behind the operator a value is due. */
const completeField = (token: IToken, place: number, kind: EntityKind): Completion => {
  const { name, depth } = splitField(token);
  const start = token.startOffset;
  const nameEnd = start + name.length;
  const end = endOf(token);
  if (place <= nameEnd) {
    const { items, ...rest } = completeName(token.image.slice(0, place - start), kind, { start, end: nameEnd });
    // Without the operators, of which one is there.
    const names = items.filter((item) => item.kind === 'field').map((item) => ({ ...item, insert: item.insert.replace(/:$/, '') }));
    return { ...rest, items: names };
  }
  if (place >= end) return { start: place, end: place, ...completeValue(token, '', false, kind) };
  const found = findPlace({ path: name, clause: name, start }, kind);
  const operators = 'message' in found ? [] : operatorsOf(found.field);
  return {
    start: depth === '' ? nameEnd : nameEnd + 1 + depth.length,
    end,
    items: operators.map((insert) => ({ kind: 'operator', insert })),
  };
};

const completeWord = (written: string, previous: IToken | undefined, kind: EntityKind, range: Range): Completion => {
  const { items, ...rest } = completeName(written, kind, range);
  return { ...rest, items: [...items, ...keywordItems(written, previous)] };
};

/** Goes on from the beginning of a path, whose last segment is looked up in the table that the others lead to. */
const completeName = (written: string, kind: EntityKind, { start, end }: Range): Completion => {
  const point = written.lastIndexOf('.') + 1;
  const path = written.slice(0, point);
  const prefix = written.slice(point);
  const owner = ownerOfCustom(path, kind);
  if (owner) return { start: start + point, end, items: [], wanted: { what: 'key', kind: owner, prefix } };
  const about = kindBehind(path.slice(0, -1), kind);
  if (!about) return { start, end, items: [] };
  const names = fieldsFrom(prefix, about).map(([name, { type, description }]): CompletionItem => ({
    kind: 'field',
    insert: path + name + (type === 'custom' ? '.' : ':'),
    description,
  }));
  return { start, end, items: [...names, ...operatorItems(path, prefix, about)] };
};

/** Whose custom fields follow behind a path that ends with `custom.`. */
const ownerOfCustom = (path: string, kind: EntityKind): EntityKind | undefined => {
  const [, outer = '', last] = /^(?:(.*)\.)?([^.]+)\.$/.exec(path) ?? [];
  const owner = last === undefined ? undefined : kindBehind(outer, kind);
  return owner && last && findField(fieldsOf(owner), last)?.field.type === 'custom' ? owner : undefined;
};

/** What may follow a name that is complete, but for the `:` that names come with. */
const operatorItems = (path: string, name: string, kind: EntityKind): CompletionItem[] => {
  const exact = findField(fieldsOf(kind), name);
  if (!exact || exact.field.type === 'custom') return [];
  const operators = operatorsOf(exact.field).filter((operator) => operator !== ':');
  const further = targetOf(exact.field) ? ['.', ':('] : [];
  return [...further, ...operators].map((operator) => ({ kind: 'operator', insert: path + exact.name + operator }));
};

/** In the order of the table, those known by another name last. */
const fieldsFrom = (prefix: string, kind: EntityKind): [string, FieldDefinition][] => {
  const lower = prefix.toLowerCase();
  const entries = Object.entries(fieldsOf(kind));
  const named = entries.filter(([name]) => name.startsWith(lower));
  const aliased = entries.filter(([name, { aliases }]) => !name.startsWith(lower) && aliases?.some((alias) => alias.startsWith(lower)));
  return [...named, ...aliased];
};

/** Only in capitals, as the grammar reads them, so that they do not stand in the way of words. */
const keywordItems = (prefix: string, previous: IToken | undefined): CompletionItem[] => {
  if (prefix === '') return [];
  const joins = [Word, Value, Quoted, Close].some((type) => type === previous?.tokenType) ? ['AND', 'OR'] : [];
  return [...joins, 'NOT'].filter((keyword) => keyword.startsWith(prefix)).map((insert) => ({ kind: 'keyword', insert }));
};

const completeValue = (
  fieldToken: IToken | undefined,
  prefix: string,
  quoted: boolean,
  kind: EntityKind,
): Pick<Completion, 'items' | 'wanted'> => {
  if (fieldToken?.tokenType !== Field) return { items: [] };
  const { name: path, operator } = splitField(fieldToken);
  const place = findPlace({ path, clause: path, start: 0 }, kind);
  if ('message' in place || !operatorsOf(place.field).includes(operator)) return { items: [] };
  const takesNull = !quoted && (place.field.nullable ?? place.field.type === 'custom') && [':', '=', '!='].includes(operator);
  const values = [...closedValues(place.field, place.kind).map(formatValue), ...(takesNull ? ['none', 'any'] : [])];
  const items = values
    .filter((value) => value.startsWith(prefix.toLowerCase()))
    .map((insert): CompletionItem => ({ kind: 'value', insert }));
  const wanted = wantedFor(place.name, place.field, place.kind, prefix);
  return wanted ? { items, wanted } : { items };
};

const wantedFor = (name: string, field: FieldDefinition, kind: EntityKind, prefix: string): Wanted | undefined => {
  switch (field.type) {
    case 'reference':
      return { what: 'name', kind: field.to, prefix };
    case 'keyword':
      return { what: 'value', kind, field: name, prefix };
    case 'custom':
      return { what: 'value', kind, field: `custom.${name}`, prefix };
    default:
      return undefined;
  }
};

const closedValues = (field: FieldDefinition, kind: EntityKind): readonly string[] => {
  switch (field.type) {
    case 'choice':
      return field.values;
    case 'boolean':
      return ['true', 'false'];
    case 'flag':
      return flagNames(fieldsOf(kind));
    case 'resolution':
      return ['480p', '720p', '1080p', '1440p', '4k'];
    default:
      return [];
  }
};
