/** A parsed query: everything (an empty search), or a condition. Plain data, safe to keep as JSON. */
export type Query = Everything | Condition;
export type Condition = And | Or | Not | Term | Clause;

export interface Everything {
  kind: 'everything';
}

/** All items hold. Two or more items, none of them an `and` itself. */
export interface And {
  kind: 'and';
  items: readonly Exclude<Condition, And>[];
}

/** At least one item holds. Two or more items, none of them an `or` itself. */
export interface Or {
  kind: 'or';
  items: readonly Exclude<Condition, Or>[];
}

/** All that does not match the item, also where the field is empty: `-rating:80` finds what has no rating. */
export interface Not {
  kind: 'not';
  item: Exclude<Condition, Not>;
}

/** A word or a "quoted phrase" to be found in any of the text that the list searches. Never blank. */
export interface Term {
  kind: 'term';
  text: string;
}

/** A test of one field; `field` is the canonical name from the table of the entity that is asked about. */
export type Clause =
  | TextClause
  | KeywordClause
  | ChoiceClause
  | BooleanClause
  | NumberClause
  | DateClause
  | AgeClause
  | HashClause
  | ExternalIdClause
  | ReferenceClause
  | RelationClause
  | CustomClause
  | NullClause;

/** Tests text without regard to case and accents. A `regex` is PostgreSQL's kind, without back-references; it may still be malformed. */
export interface TextClause {
  kind: 'text';
  field: string;
  match: 'contains' | 'equals' | 'regex';
  value: string;
}

/** The field equals the value, without regard to case. */
export interface KeywordClause {
  kind: 'keyword';
  field: string;
  value: string;
}

/** The value is one of those that the table lists for the field. */
export interface ChoiceClause {
  kind: 'choice';
  field: string;
  value: string;
}

export interface BooleanClause {
  kind: 'boolean';
  field: string;
  value: boolean;
}

/**
 * `type` gives the unit: integer and decimal (none, or what the field says), duration (seconds), size (bytes), bitrate (bits per second),
 * resolution (pixels of the shorter side). Values are integers; decimals have up to three digits behind the point.
 */
export interface NumberClause {
  kind: 'number';
  field: string;
  type: 'integer' | 'decimal' | 'duration' | 'size' | 'bitrate' | 'resolution';
  test: Equals<number> | Comparison<number>;
}

/** Values are `2019`, `2019-06` or `2019-06-30`, each standing for the whole period (UTC). */
export interface DateClause {
  kind: 'date';
  field: string;
  test: Equals<string> | Comparison<string>;
}

/** Compares how long ago the field's date is: `less` means younger. */
export interface AgeClause {
  kind: 'age';
  field: string;
  test: Comparison<Age>;
}

/** `value` is in lower-case hexadecimal; `distance` is the number of bits that may differ. */
export interface HashClause {
  kind: 'hash';
  field: string;
  value: string;
  distance: number;
}

/** An id given by a stash-box, known by its address or host name. Null is any; not both are null. */
export interface ExternalIdClause {
  kind: 'externalid';
  field: string;
  endpoint: string | null;
  id: string | null;
}

/**
 * The related entity is the one that `value` names (by name, alias or UUID), or is at most `depth` levels below it.
 * Null is any level, and stands always where the field has no hierarchy.
 */
export interface ReferenceClause {
  kind: 'reference';
  field: string;
  value: string;
  depth: number | null;
}

/** There is a related entity for which `item` holds. The fields in `item` are those of the kind that the field leads to. */
export interface RelationClause {
  kind: 'relation';
  field: string;
  item: Condition;
}

/** A field that users defined. Values stay as they were typed: only the definition tells what they mean (see `readCustom`). */
export interface CustomClause {
  kind: 'custom';
  key: string;
  test: CustomTest;
}

/** `contains` is what `:` says, which is equality for everything but text. */
export type CustomTest = { op: 'contains' | 'equals' | 'regex'; value: string } | Comparison<string> | { op: 'null'; present: boolean };

/** The field has a value (`present`), or has none. */
export interface NullClause {
  kind: 'null';
  field: string;
  present: boolean;
}

export interface Age {
  amount: number;
  unit: 'h' | 'd' | 'w' | 'mo' | 'y';
}

export interface Equals<V> {
  op: 'equals';
  value: V;
}

/** Both ends of `between` are included. */
export type Comparison<V> = { op: 'less' | 'atMost' | 'greater' | 'atLeast'; value: V } | { op: 'between'; from: V; to: V };

/** Joins conditions with AND in canonical form: nested ands are flattened, and one condition stands for itself. */
export const and = (first: Condition, ...more: readonly Condition[]): Condition =>
  more.length === 0 ? first : { kind: 'and', items: [first, ...more].flatMap((item) => (item.kind === 'and' ? item.items : [item])) };

/** Joins conditions with OR in canonical form, as `and` does. */
export const or = (first: Condition, ...more: readonly Condition[]): Condition =>
  more.length === 0 ? first : { kind: 'or', items: [first, ...more].flatMap((item) => (item.kind === 'or' ? item.items : [item])) };

/** Negates in canonical form: two negations cancel out. */
export const not = (item: Condition): Condition => (item.kind === 'not' ? item.item : { kind: 'not', item });
