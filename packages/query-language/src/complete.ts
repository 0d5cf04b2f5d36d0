import type { IToken } from 'chevrotain';
import { type EntityKind, type FieldDefinition, type Fields, fieldsOf, findField, flagNames, operatorsOf } from './fields.js';
import {
  And,
  Close,
  endOf,
  Field,
  formatValue,
  Not,
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

export interface CompletionItem {
  kind: 'field' | 'operator' | 'value' | 'keyword';
  /** What replaces the range, quoted where that is needed. */
  insert: string;
  description?: string;
}

/** What may stand at the caret. The caller replaces `start` (included) to `end` (not included) with the chosen `insert`. */
export interface Completion {
  start: number;
  end: number;
  items: CompletionItem[];
  /** Set where a value of an open set is due: the caller adds what its library knows, passed through `formatValue`. `prefix` is what is typed of it. */
  wanted?: { field: string; prefix: string };
}

/** Never throws. Offers what goes on from the part before the caret, in the order of the field table. */
export const completeAt = (text: string, caret: number, kind: EntityKind): Completion => {
  const fields = fieldsOf(kind);
  const place = Math.min(Math.max(Math.trunc(caret) || 0, 0), text.length);
  const nothing: Completion = { start: place, end: place, items: [] };
  if (text.length > queryLimits.length) return nothing;

  const tokens = tokenize(text);
  // The last token that begins before the caret: the caret is in it, at its end, or in blanks behind it.
  const index = tokens.findLastIndex((token) => token.startOffset < place);
  const token = tokens[index];
  const previous = tokens[index - 1];
  if (token?.tokenType === Field) return completeField(token, place, fields);
  if (!token || endOf(token) < place) return { ...nothing, items: wordItems('', token, fields) };

  const start = token.startOffset;
  const written = text.slice(start, place);
  switch (token.tokenType) {
    case Word:
      return { start, end: endOf(token), items: wordItems(written, previous, fields) };
    case And:
    case Or:
    case Not:
      // Still being typed, it may become a field.
      return { start, end: endOf(token), items: nameItems(written, fields) };
    case Value:
      return { start, end: endOf(token), ...valueItems(previous, written, fields) };
    case Quoted:
      return { start, end: endOf(token), ...valueItems(previous, unescape(written.replace(/^"|"$/g, '')), fields) };
    case Unclosed:
      // It swallows all that follows the caret, which is not to be replaced.
      return { start, end: place, ...valueItems(previous, unescape(written.slice(1)), fields) };
    default:
      return { ...nothing, items: wordItems('', token, fields) };
  }
};

/** A name that has its operator already keeps it; behind the operator a value is due. */
const completeField = (token: IToken, place: number, fields: Fields): Completion => {
  const { name } = splitField(token);
  const start = token.startOffset;
  const operatorStart = start + name.length;
  const end = endOf(token);
  if (place <= operatorStart) {
    const items = fieldsFrom(token.image.slice(0, place - start), fields).map(([insert, { description }]): CompletionItem => ({
      kind: 'field',
      insert,
      description,
    }));
    return { start, end: operatorStart, items };
  }
  if (place >= end) return { start: place, end: place, ...valueItems(token, '', fields) };
  const found = findField(fields, name);
  const operators = found ? operatorsOf(found.field) : [];
  return { start: operatorStart, end, items: operators.map((insert) => ({ kind: 'operator', insert })) };
};

const wordItems = (prefix: string, previous: IToken | undefined, fields: Fields): CompletionItem[] => [
  ...nameItems(prefix, fields),
  ...keywordItems(prefix, previous),
];

const nameItems = (prefix: string, fields: Fields): CompletionItem[] => {
  const names = fieldsFrom(prefix, fields).map(([name, { description }]): CompletionItem => ({
    kind: 'field',
    insert: `${name}:`,
    description,
  }));
  const exact = findField(fields, prefix);
  if (!exact) return names;
  const operators = operatorsOf(exact.field).filter((operator) => operator !== ':');
  return [...names, ...operators.map((operator): CompletionItem => ({ kind: 'operator', insert: exact.name + operator }))];
};

const fieldsFrom = (prefix: string, fields: Fields): [string, FieldDefinition][] => {
  const lower = prefix.toLowerCase();
  return Object.entries(fields).filter(([name, { aliases = [] }]) => [name, ...aliases].some((known) => known.startsWith(lower)));
};

/** Only in capitals, as the grammar reads them, so that they do not stand in the way of words. */
const keywordItems = (prefix: string, previous: IToken | undefined): CompletionItem[] => {
  if (prefix === '') return [];
  const joins = [Word, Value, Quoted, Close].some((type) => type === previous?.tokenType) ? ['AND', 'OR'] : [];
  return [...joins, 'NOT'].filter((keyword) => keyword.startsWith(prefix)).map((insert) => ({ kind: 'keyword', insert }));
};

const valueItems = (fieldToken: IToken | undefined, prefix: string, fields: Fields): Pick<Completion, 'items' | 'wanted'> => {
  const found = fieldToken?.tokenType === Field ? findField(fields, splitField(fieldToken).name) : undefined;
  if (!found) return { items: [] };
  const items = closedValues(found.field, fields)
    .filter((value) => value.startsWith(prefix.toLowerCase()))
    .map((value): CompletionItem => ({ kind: 'value', insert: formatValue(value) }));
  return found.field.type === 'keyword' ? { items, wanted: { field: found.name, prefix } } : { items };
};

const closedValues = (field: FieldDefinition, fields: Fields): readonly string[] => {
  switch (field.type) {
    case 'choice':
      return field.values;
    case 'boolean':
      return ['true', 'false'];
    case 'flag':
      return flagNames(fields);
    case 'resolution':
      return ['480p', '720p', '1080p', '1440p', '4k'];
    case 'text':
    case 'keyword':
    case 'integer':
    case 'duration':
    case 'decimal':
    case 'size':
    case 'bitrate':
    case 'date':
    case 'hash':
    case 'externalid':
    case 'reference':
    case 'relation':
    case 'custom':
      return [];
  }
};
