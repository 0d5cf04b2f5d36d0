import { closest, code, type QueryError } from './errors.js';
import { type Fields, type FieldType, findField, flagNames, operatorsOf } from './fields.js';
import { isNullWord } from './grammar.js';
import { dateInterval, numberInterval } from './interval.js';
import { queryLimits } from './limits.js';
import { age, date, hoursOf, numbers } from './literals.js';
import { findPatternError } from './pattern.js';
import type { Clause, Comparison, CustomClause, CustomTest, Equals, TextClause } from './tree.js';

/** Why a value is refused; `part` is where in its text, where that is less than all of it. */
export interface Refusal extends Pick<QueryError, 'code' | 'message' | 'hint'> {
  part?: Pick<QueryError, 'start' | 'end'>;
}

/** The part of a clause behind the field's name. `operator` may be `!=`, whose negation is left to the caller. */
export interface Written {
  operator: string;
  /** Levels below, as digits; empty where none are given. */
  depth: string;
  text: string;
  quoted: boolean;
}

const refuse = (message: string, hint: string): Refusal => ({ code: 'value', message, hint });

/** Levels that a hierarchy may have; more are all. */
const greatestDepth = 99;

const nullOf = (written: Written): boolean | undefined =>
  !written.quoted && [':', '=', '!='].includes(written.operator) && isNullWord(written.text)
    ? written.text.toLowerCase() === 'any'
    : undefined;

/** Reads the test of one field. `fields` is the table that it is of. */
export const readClause = (name: string, field: FieldType & { nullable?: boolean }, written: Written, fields: Fields): Clause | Refusal => {
  const { operator, text } = written;
  const value = text.trim();
  if (value === '') return refuse(`A value is missing for ${code(name)}.`, 'Write something between the quotes.');
  const present = field.nullable ? nullOf(written) : undefined;
  if (present !== undefined) return { kind: 'null', field: name, present };
  const lower = value.toLowerCase();
  switch (field.type) {
    case 'text':
      return readText(name, operator, text);
    case 'keyword':
      return { kind: 'keyword', field: name, value: synonymOf(lower, field.synonyms) ?? value };
    case 'choice':
      return field.values.includes(lower) ? { kind: 'choice', field: name, value: lower } : refuseChoice(name, value, field.values);
    case 'boolean':
      if (lower !== 'true' && lower !== 'false') return refuseChoice(name, value, ['true', 'false']);
      return { kind: 'boolean', field: name, value: lower === 'true' };
    case 'flag': {
      const flag = findField(fields, value);
      if (flag?.field.type !== 'boolean') return refuseChoice(name, value, flagNames(fields));
      return { kind: 'boolean', field: flag.name, value: true };
    }
    case 'integer':
    case 'decimal':
    case 'duration':
    case 'size':
    case 'bitrate':
    case 'resolution':
      return readNumber(name, field, operator, value);
    case 'date':
      return readDate(name, operator, value);
    case 'hash':
      return readHash(name, field, lower);
    case 'externalid':
      return readExternalId(name, value);
    case 'reference':
      return { kind: 'reference', field: name, value, depth: field.hierarchy ? depthOf(written) : null };
    case 'relation':
      return { kind: 'relation', field: name, item: { kind: 'term', text: value } };
    case 'custom':
      return readCustomTest(name, written);
  }
};

/** hasOwn, as `constructor` is a word that anybody may type. */
const synonymOf = (word: string, synonyms: Readonly<Record<string, string>> = {}): string | undefined =>
  Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;

const readText = (name: string, operator: string, text: string): TextClause | Refusal => {
  if (operator === ':~') return refusePattern(text) ?? { kind: 'text', field: name, match: 'regex', value: text };
  return { kind: 'text', field: name, match: operator === ':' ? 'contains' : 'equals', value: text };
};

const refusePattern = (pattern: string): Refusal | undefined => {
  if (pattern.length > queryLimits.pattern) {
    return refuse(`The regular expression has more than ${queryLimits.pattern} characters.`, 'Search for a part of it.');
  }
  const found = findPatternError(pattern);
  return found && { ...refuse(found.message, found.hint), part: { start: found.start, end: found.end } };
};

const refuseChoice = (name: string, value: string, choices: readonly string[]): Refusal => {
  const meant = closest(value, choices);
  const list = `Write one of ${choices.map(code).join(' ')}.`;
  return refuse(`${code(name)} cannot be ${code(value)}.`, meant ? `Did you mean ${code(meant)}? ${list}` : list);
};

const readNumber = (
  name: string,
  field: Extract<FieldType, { type: keyof typeof numbers }>,
  operator: string,
  value: string,
): Clause | Refusal => {
  const { read, noun, examples } = numbers[field.type];
  const test = readTest(operator, value, read);
  if (!test) return refuse(`${code(value)} is not ${noun}.`, `Write for example ${examples}.`);
  if ('min' in field && valuesOf(test).some((number) => number < field.min || number > field.max)) {
    return refuse(`${code(name)} goes from ${field.min} to ${field.max}, not to ${code(value)}.`, 'Write a number in between.');
  }
  const clause: Clause = { kind: 'number', field: name, type: field.type, test };
  const { from, to } = numberInterval(clause);
  return from !== null && to !== null && from >= to ? refuseBackwards(value) : clause;
};

const readDate = (name: string, operator: string, value: string): Clause | Refusal => {
  const dates = readTest(operator, value, date.read);
  if (dates) {
    const clause: Clause = { kind: 'date', field: name, test: dates };
    const { from, to } = dateInterval(clause, new Date(0));
    return from !== null && to !== null && from >= to ? refuseBackwards(value) : clause;
  }
  const ages = readTest(operator, value, age.read);
  if (!ages)
    return refuse(`${code(value)} is not ${date.noun}.`, `Write for example ${date.examples}; both ends of a range are of the same kind.`);
  if (ages.op === 'equals') {
    const younger = `${name}<${value}`;
    return refuse(
      `${code(value)} is an age, and nothing is exactly that old.`,
      `Write ${code(younger)} for what is younger or ${code(`${name}>${value}`)} for what is older.`,
    );
  }
  if (ages.op === 'between' && hoursOf(ages.from) > hoursOf(ages.to)) return refuseBackwards(value);
  return { kind: 'age', field: name, test: ages };
};

const refuseBackwards = (value: string): Refusal => {
  const [from = '', to = ''] = value.split('..');
  return refuse(`The range ${code(value)} runs backwards.`, `Write ${code(`${to}..${from}`)}.`);
};

const readHash = (name: string, field: Extract<FieldType, { type: 'hash' }>, value: string): Clause | Refusal => {
  const [, digits = '', distance = '0'] = /^([0-9a-f]+)(?:~(\d{1,3}))?$/.exec(value) ?? [];
  if (digits.length !== field.digits) {
    return refuse(`${code(value)} is not ${code(name)}.`, `Write ${field.digits} hexadecimal digits (0 to 9, a to f).`);
  }
  if (Number(distance) > field.distance) {
    const hint = field.distance === 0 ? `Write it without ${code(`~${distance}`)}.` : `Write up to ${code(`~${field.distance}`)}.`;
    return refuse(`${code(name)} does not take a distance of ${code(distance)}.`, hint);
  }
  return { kind: 'hash', field: name, value: digits, distance: Number(distance) };
};

const readExternalId = (name: string, value: string): Clause | Refusal => {
  const bar = value.indexOf('|');
  if (bar < 0) return { kind: 'externalid', field: name, endpoint: null, id: value };
  const endpoint = value.slice(0, bar).trim();
  const id = value.slice(bar + 1).trim();
  if (endpoint === '') return refuse('A stash-box is missing before `|`.', 'Write the id alone, or for example `stashdb.org|` before it.');
  return { kind: 'externalid', field: name, endpoint, id: id === '' ? null : id };
};

const depthOf = ({ depth, operator }: Written): number | null => {
  if (depth === '') return operator === ':' ? null : 0;
  return Math.min(Number(depth), greatestDepth);
};

/** A number, a date or an age may be: nothing that could be taken for an operator. */
const rangeEnd = /^(?:[\w-][\w.-]*)?$/;

const readCustomTest = (key: string, written: Written): CustomClause | Refusal => {
  const { operator, text, quoted } = written;
  const custom = (test: CustomTest): CustomClause => ({ kind: 'custom', key, test });
  const present = nullOf(written);
  if (present !== undefined) return custom({ op: 'null', present });
  if (operator === ':~') return refusePattern(text) ?? custom({ op: 'regex', value: text });
  if (isComparison(operator)) return custom({ op: comparisons[operator], value: text.trim() });
  const [low = '', high, ...more] = quoted ? [] : text.split('..');
  if (high !== undefined && more.length === 0 && [low, high].every((end) => rangeEnd.test(end))) {
    if (low !== '' && high !== '') return custom({ op: 'between', from: low, to: high });
    if (low !== '') return custom({ op: 'atLeast', value: low });
    if (high !== '') return custom({ op: 'atMost', value: high });
  }
  return custom({ op: operator === ':' ? 'contains' : 'equals', value: text });
};

/** What users can define. */
export type CustomType = 'text' | 'number' | 'date' | 'boolean' | 'choice';

const customFields: Readonly<Record<CustomType, FieldType>> = {
  text: { type: 'text' },
  number: { type: 'decimal', min: -999_999_999, max: 999_999_999 },
  date: { type: 'date' },
  boolean: { type: 'boolean' },
  choice: { type: 'keyword' },
};

/**
 * What the test of a custom field means once its definition is known: a clause on the field `custom.key`, or why it means nothing.
 * A choice reads as a keyword, since its values are in any case.
 */
export const readCustom = ({ key, test }: CustomClause, type: CustomType): Clause | Refusal => {
  const name = `custom.${key}`;
  if (test.op === 'null') return { kind: 'null', field: name, present: test.present };
  const field = customFields[type];
  const operator = customOperators[test.op];
  if (!operatorsOf(field).includes(operator)) return refuseOperator(name, field, operator);
  const text = test.op === 'between' ? `${test.from}..${test.to}` : test.value;
  return readClause(name, field, { operator, depth: '', text, quoted: true }, {});
};

/** The field does not take the operator. */
export const refuseOperator = (name: string, field: FieldType, operator: string): Refusal => ({
  code: 'operator',
  message: `${code(name)} does not go with ${code(operator)}.`,
  hint: `Write ${operatorsOf(field)
    .map((known) => code(name + known))
    .join(' or ')} instead.`,
});

const customOperators: Readonly<Record<Exclude<CustomTest['op'], 'null'>, string>> = {
  contains: ':',
  equals: '=',
  regex: ':~',
  between: ':',
  less: '<',
  atMost: '<=',
  greater: '>',
  atLeast: '>=',
};

const comparisons = { '<': 'less', '<=': 'atMost', '>': 'greater', '>=': 'atLeast' } as const;
const isComparison = (operator: string): operator is keyof typeof comparisons => Object.hasOwn(comparisons, operator);

/** Reads a value, or behind `:` and its like a range, of which one end may be left open. */
const readTest = <V>(operator: string, text: string, read: (text: string) => V | null): Equals<V> | Comparison<V> | null => {
  if (isComparison(operator)) {
    const value = read(text);
    return value === null ? null : { op: comparisons[operator], value };
  }
  const [low = '', high, ...more] = text.split('..');
  const from = read(low);
  if (high === undefined) return from === null ? null : { op: 'equals', value: from };
  const to = read(high);
  if (more.length > 0 || (from === null && low !== '') || (to === null && high !== '')) return null;
  if (from !== null && to !== null) return { op: 'between', from, to };
  if (from !== null) return { op: 'atLeast', value: from };
  return to === null ? null : { op: 'atMost', value: to };
};

const valuesOf = <V>(test: Equals<V> | Comparison<V>): V[] => (test.op === 'between' ? [test.from, test.to] : [test.value]);
