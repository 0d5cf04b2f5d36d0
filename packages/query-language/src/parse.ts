import type { IToken } from 'chevrotain';
import { code, closest, type QueryError } from './errors.js';
import { type FieldDefinition, type Fields, findField, flagNames, operatorsOf } from './fields.js';
import {
  And,
  Close,
  endOf,
  Field,
  Minus,
  Not,
  Open,
  Or,
  Quoted,
  quote,
  readSyntax,
  splitField,
  type Syntax,
  textOf,
  tokenize,
  Unclosed,
  Word,
} from './grammar.js';
import { dateInterval, numberInterval } from './interval.js';
import { age, date, hoursOf, numbers } from './literals.js';
import { and, type Clause, type Comparison, type Condition, type Equals, not, or, type Query } from './tree.js';

/** Bounds that keep hostile input from costing anything: characters (UTF-16 units), nested parentheses, and words, phrases and fields together. */
export const queryLimits = { length: 2000, depth: 50, terms: 100 } as const;

export type ParseResult = { ok: true; query: Query } | { ok: false; errors: QueryError[] };

/**
 * Reads a search. Blank text is everything. Never throws; errors come in the order of the text, and there is at least one.
 * @param fields the fields that may be asked for, for example `videoFields`
 */
export const parse = (text: string, fields: Fields): ParseResult => {
  const refused = checkText(text);
  if (refused) return { ok: false, errors: [refused] };
  const tokens = tokenize(text);
  const misplaced = checkTokens(tokens);
  if (misplaced) return { ok: false, errors: [misplaced] };
  const read = readSyntax(tokens);
  if ('stopped' in read) return { ok: false, errors: [describe(tokens[read.stopped - 1], tokens[read.stopped], text.length)] };
  if (!read.syntax) return { ok: true, query: { kind: 'everything' } };
  const errors: QueryError[] = [];
  const query = resolve(read.syntax, text, fields, errors);
  return query && errors.length === 0 ? { ok: true, query } : { ok: false, errors };
};

const checkText = (text: string): QueryError | undefined => {
  if (text.length > queryLimits.length) {
    const message = `The search is too long: ${text.length} characters, ${queryLimits.length} are allowed.`;
    return { code: 'too_long', message, start: queryLimits.length, end: text.length };
  }
  // PostgreSQL cannot hold it in text, and nobody types it.
  const nul = text.indexOf('\0');
  if (nul < 0) return undefined;
  return { code: 'syntax', message: 'The search holds a character (NUL) that no text contains.', start: nul, end: nul + 1 };
};

const at = (token: IToken): { start: number; end: number } => ({ start: token.startOffset, end: endOf(token) });

/** Finds what is easier told from the tokens than from where the grammar gave up, and bounds the work of all that follows. */
const checkTokens = (tokens: readonly IToken[]): QueryError | undefined => {
  const open: IToken[] = [];
  let terms = 0;
  for (const token of tokens) {
    switch (token.tokenType) {
      case Unclosed:
        return {
          code: 'syntax',
          message: 'This quote is never closed.',
          hint: 'Add `"` at its end; write `\\"` for a quote inside of quotes.',
          ...at(token),
        };
      case Open:
        open.push(token);
        if (open.length <= queryLimits.depth) break;
        return { code: 'too_deep', message: `Parentheses are nested too deeply: ${queryLimits.depth} levels are allowed.`, ...at(token) };
      case Close:
        if (open.pop()) break;
        return {
          code: 'syntax',
          message: 'No parenthesis is open here.',
          hint: 'Remove it, or put it in quotes to search for it: `")"`.',
          ...at(token),
        };
      case Word:
      case Quoted:
      case Field:
        terms += 1;
        if (terms <= queryLimits.terms) break;
        return {
          code: 'too_many',
          message: `The search has too many parts: ${queryLimits.terms} words and fields are allowed.`,
          ...at(token),
        };
    }
  }
  const unclosed = open.at(-1);
  return unclosed && { code: 'syntax', message: 'This parenthesis is never closed.', hint: 'Add `)` at its end.', ...at(unclosed) };
};

const operators = [And, Or, Not, Minus];

/** Puts into words why the grammar stopped between two tokens; without `next`, at the end of the text. */
const describe = (previous: IToken | undefined, next: IToken | undefined, length: number): QueryError => {
  if (previous?.tokenType === Field) {
    const { name } = splitField(previous);
    const example =
      next?.tokenType === Open ? `Name the field in each part instead: ${code(`(${name}:a OR ${name}:b)`)}.` : quoteHint(previous.image);
    return { code: 'syntax', message: `A value is missing after ${code(previous.image)}.`, hint: example, ...at(previous) };
  }
  if (previous && operators.includes(previous.tokenType)) {
    return {
      code: 'syntax',
      message: `Something is missing after ${code(previous.image)}.`,
      hint: quoteHint(previous.image),
      ...at(previous),
    };
  }
  if (next && operators.includes(next.tokenType)) {
    return { code: 'syntax', message: `Something is missing before ${code(next.image)}.`, hint: quoteHint(next.image), ...at(next) };
  }
  if (previous && next?.tokenType === Close) {
    return { code: 'syntax', message: 'There is nothing between these parentheses.', start: previous.startOffset, end: endOf(next) };
  }
  // Nothing is known to lead here; should it ever happen, the place is right.
  return { code: 'syntax', message: 'The search cannot be read from here on.', ...(next ? at(next) : { start: length, end: length }) };
};

const quoteHint = (text: string): string => `To search for the text itself, put it in quotes: ${code(quote(text))}.`;

/** Gives syntax its meaning; what has none is reported and left out (undefined), so that all errors are found at once. */
const resolve = (syntax: Syntax, text: string, fields: Fields, errors: QueryError[]): Condition | undefined => {
  switch (syntax.kind) {
    case 'and':
    case 'or': {
      const [first, ...more] = syntax.items.map((item) => resolve(item, text, fields, errors)).filter((item) => item !== undefined);
      if (!first) return undefined;
      return syntax.kind === 'or' ? or(first, ...more) : and(first, ...more);
    }
    case 'not': {
      const item = resolve(syntax.item, text, fields, errors);
      return item && not(item);
    }
    case 'term': {
      const found = textOf(syntax.token);
      if (found.trim() !== '') return { kind: 'term', text: found };
      errors.push({ code: 'syntax', message: 'There is nothing between these quotes.', ...at(syntax.token) });
      return undefined;
    }
    case 'clause':
      return resolveClause(syntax, text, fields, errors);
  }
};

const resolveClause = (
  { field: fieldToken, value: valueToken }: Extract<Syntax, { kind: 'clause' }>,
  text: string,
  fields: Fields,
  errors: QueryError[],
): Condition | undefined => {
  const { name, operator } = splitField(fieldToken);
  const written = text.slice(fieldToken.startOffset, endOf(valueToken));
  const found = findField(fields, name);
  if (!found) {
    // Web addresses and Windows paths are words, however much they look like fields.
    if (/^(?:[a-z][\w.]*:\/\/|[a-z]:[\\/])/i.test(written) && valueToken.tokenType !== Quoted) return { kind: 'term', text: written };
    const known = Object.entries(fields).flatMap(([key, { aliases }]) => [key, ...(aliases ?? [])]);
    const meant = closest(name, known);
    const hint = `${meant ? `Did you mean ${code(meant)}? ` : ''}${quoteHint(written)}`;
    errors.push({
      code: 'field',
      message: `Unknown field ${code(name)}.`,
      hint,
      start: fieldToken.startOffset,
      end: fieldToken.startOffset + name.length,
    });
    return undefined;
  }
  if (!operatorsOf(found.field).includes(operator)) {
    const hint = `Write ${operatorsOf(found.field)
      .map((known) => code(found.name + known))
      .join(' or ')} instead.`;
    const start = fieldToken.startOffset + name.length;
    errors.push({
      code: 'operator',
      message: `${code(found.name)} does not go with ${code(operator)}.`,
      hint,
      start,
      end: endOf(fieldToken),
    });
    return undefined;
  }
  const clause = readClause(found.name, found.field, operator, textOf(valueToken), fields);
  if ('message' in clause) {
    errors.push({ ...clause, ...at(valueToken) });
    return undefined;
  }
  return operator === '!=' ? not(clause) : clause;
};

type Refusal = Pick<QueryError, 'code' | 'message' | 'hint'>;

const refuse = (message: string, hint: string): Refusal => ({ code: 'value', message, hint });

const readClause = (name: string, field: FieldDefinition, operator: string, text: string, fields: Fields): Clause | Refusal => {
  const value = text.trim();
  if (value === '') return refuse(`A value is missing for ${code(name)}.`, 'Write something between the quotes.');
  const lower = value.toLowerCase();
  switch (field.type) {
    case 'text':
      return { kind: 'text', field: name, value: text };
    case 'keyword':
      return { kind: 'keyword', field: name, value: field.synonyms?.[lower] ?? value };
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
    case 'duration':
    case 'size':
    case 'resolution':
      return readNumber(name, field, operator, value);
    case 'date':
      return readDate(name, operator, value);
  }
};

const refuseChoice = (name: string, value: string, choices: readonly string[]): Refusal => {
  const meant = closest(value, choices);
  const list = `Write one of ${choices.map(code).join(' ')}.`;
  return refuse(`${code(name)} cannot be ${code(value)}.`, meant ? `Did you mean ${code(meant)}? ${list}` : list);
};

const readNumber = (
  name: string,
  field: Extract<FieldDefinition, { type: 'integer' | 'duration' | 'size' | 'resolution' }>,
  operator: string,
  value: string,
): Clause | Refusal => {
  const { read, noun, examples } = numbers[field.type];
  const test = readTest(operator, value, read);
  if (!test) return refuse(`${code(value)} is not ${noun}.`, `Write for example ${examples}.`);
  if (field.type === 'integer' && valuesOf(test).some((number) => number < field.min || number > field.max)) {
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
