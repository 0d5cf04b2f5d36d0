import {
  and,
  entityFields,
  formatValue,
  parse,
  print,
  type Condition,
  type EntityKind,
  type FieldDefinition,
  type Fields,
  type QueryError,
} from '@reelm/query-language';

/*
 * All of the query language that the page needs. It is large, so it is loaded apart (see use-language.ts): nothing that is there from the
 * start may import this module but for its types.
 */
export { completeAt, formatValue } from '@reelm/query-language';

/** One part of a search as it is shown: `tag` `beach`, `rating` `≥ 80`. */
export interface Chip {
  /** The part in the query language, without the negation. */
  text: string;
  negated: boolean;
  /** Path of the field; null for free words and for parts that have no single field. */
  path: string | null;
  operator: string;
  /** Several are alternatives. */
  values: readonly string[];
}

export type Reading = { ok: true; chips: Chip[] } | { ok: false; errors: readonly QueryError[] };

const clausePattern = /^([\w.]+)((?:\+\d+)?(?::~|!=|>=|<=|[:=<>]))([^]*)$/;
const unquote = (text: string): string => (/^"[^]*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text);

const chipOf = (condition: Condition): Chip => {
  switch (condition.kind) {
    case 'not':
      return { ...chipOf(condition.item), negated: true };
    case 'and':
      return { text: `(${print(condition)})`, negated: false, path: null, operator: '', values: [print(condition)] };
    case 'or': {
      const chips = condition.items.map(chipOf);
      const [first] = chips;
      const text = `(${print(condition)})`;
      const alike =
        first &&
        first.path !== null &&
        chips.every((chip) => !chip.negated && chip.path === first.path && chip.operator === first.operator);
      if (alike) return { ...first, text, values: chips.flatMap(({ values }) => values) };
      return { text, negated: false, path: null, operator: '', values: [print(condition)] };
    }
    case 'term':
      return { text: print(condition), negated: false, path: null, operator: '', values: [condition.text] };
    default: {
      const text = print(condition);
      const [, path, operator = ':', value = ''] = clausePattern.exec(text) ?? [];
      if (path === undefined) return { text, negated: false, path: null, operator: '', values: [text] };
      return { text, negated: false, path, operator, values: [unquote(value)] };
    }
  }
};

/** Takes a search apart into the parts that must all hold. */
export function read(q: string, kind: EntityKind): Reading {
  const result = parse(q, kind);
  if (!result.ok) return { ok: false, errors: result.errors };
  const { query } = result;
  if (query.kind === 'everything') return { ok: true, chips: [] };
  return { ok: true, chips: (query.kind === 'and' ? query.items : [query]).map(chipOf) };
}

/** What a chip stands for in the query language. */
export const textOf = ({ text, negated }: Pick<Chip, 'text' | 'negated'>): string => (negated ? `-${text}` : text);

/** One search that asks for all of these; parts that cannot be read are left out. */
export function join(parts: readonly string[], kind: EntityKind): string {
  const conditions = parts.flatMap((part) => {
    const result = parse(part, kind);
    return result.ok && result.query.kind !== 'everything' ? [result.query] : [];
  });
  const [first, ...more] = conditions;
  return first ? print(and(first, ...more)) : '';
}

/** The field that a path leads to, following relations. */
export function fieldAt(path: string, kind: EntityKind): FieldDefinition | undefined {
  let fields: Fields = entityFields[kind];
  const segments = path.split('.');
  for (const [place, segment] of segments.entries()) {
    const field: FieldDefinition | undefined = Object.hasOwn(fields, segment) ? fields[segment] : undefined;
    if (!field || place === segments.length - 1 || field.type === 'custom') return field;
    if (field.type !== 'reference' && field.type !== 'relation') return undefined;
    fields = entityFields[field.to];
  }
  return undefined;
}

export const fieldsFor = (kind: EntityKind): [name: string, field: FieldDefinition][] => Object.entries(entityFields[kind]);

/** Fields whose values are names or words of the user's, which may need quotes; all others are written as they are typed. */
const isVerbal = (field: FieldDefinition): boolean => ['text', 'keyword', 'reference', 'custom'].includes(field.type);
const literal = (value: string, field: FieldDefinition): string =>
  isVerbal(field) && value !== 'none' && value !== 'any' ? formatValue(value) : value;

export interface Clause {
  path: string;
  field: FieldDefinition;
  operator: string;
  values: readonly string[];
  negated: boolean;
}

/** Writes a test of one field; several values are alternatives. Empty where there is no value. */
export function write({ path, field, operator, values, negated }: Clause): string {
  const written = values.filter((value) => value.trim() !== '').map((value) => path + operator + literal(value.trim(), field));
  const [first] = written;
  if (first === undefined) return '';
  return `${negated ? '-' : ''}${written.length === 1 ? first : `(${written.join(' OR ')})`}`;
}

/** What is wrong with a search, if anything. */
export const errorsOf = (q: string, kind: EntityKind): readonly QueryError[] => {
  const result = parse(q, kind);
  return result.ok ? [] : result.errors;
};
