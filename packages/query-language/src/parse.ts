import type { IToken } from 'chevrotain';
import { code, type QueryError, quoteHint } from './errors.js';
import { type EntityKind, fieldsOf, operatorsOf, targetOf } from './fields.js';
import {
  And,
  Close,
  endOf,
  Field,
  isNullWord,
  Minus,
  Not,
  Open,
  Or,
  Quoted,
  readSyntax,
  splitField,
  type Syntax,
  textOf,
  typedLength,
  tokenize,
  Unclosed,
  Word,
} from './grammar.js';
import { queryLimits } from './limits.js';
import { findPlace, type Place, tooManyRelations } from './place.js';
import { and, type Clause, type Condition, not, or, type Query } from './tree.js';
import { readClause, refuseOperator } from './values.js';

export type ParseResult = { ok: true; query: Query } | { ok: false; errors: QueryError[] };

/**
 * Reads a search. Blank text is everything. Never throws; errors come in the order of the text, and there is at least one.
 * @param kind what is searched for, which tells the fields that may be asked for
 */
export const parse = (text: string, kind: EntityKind): ParseResult => {
  const refused = checkText(text);
  if (refused) return { ok: false, errors: [refused] };
  const tokens = tokenize(text);
  const misplaced = checkTokens(tokens);
  if (misplaced) return { ok: false, errors: [misplaced] };
  const read = readSyntax(tokens);
  if ('stopped' in read) return { ok: false, errors: [describe(tokens[read.stopped - 1], tokens[read.stopped], text.length)] };
  if (!read.syntax) return { ok: true, query: { kind: 'everything' } };
  const errors: QueryError[] = [];
  const query = resolve(read.syntax, { text, kind, relations: 0, errors });
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
    return {
      code: 'syntax',
      message: `A value is missing after ${code(previous.image)}.`,
      hint: quoteHint(previous.image),
      ...at(previous),
    };
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

/** Where resolving stands: whose fields count, and how many relations lead there. `errors` collects. */
interface Scope {
  text: string;
  kind: EntityKind;
  relations: number;
  errors: QueryError[];
}

/** Gives syntax its meaning; what has none is reported and left out (undefined), so that all errors are found at once. */
const resolve = (syntax: Syntax, scope: Scope): Condition | undefined => {
  switch (syntax.kind) {
    case 'and':
    case 'or': {
      const [first, ...more] = syntax.items.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
      if (!first) return undefined;
      return syntax.kind === 'or' ? or(first, ...more) : and(first, ...more);
    }
    case 'not': {
      const item = resolve(syntax.item, scope);
      return item && not(item);
    }
    case 'term': {
      const found = textOf(syntax.token);
      if (found.trim() !== '') return { kind: 'term', text: found };
      scope.errors.push({ code: 'syntax', message: 'There is nothing between these quotes.', ...at(syntax.token) });
      return undefined;
    }
    case 'clause':
    case 'relation':
      return resolveTest(syntax, scope);
  }
};

type Test = Extract<Syntax, { kind: 'clause' | 'relation' }>;

const resolveTest = (syntax: Test, scope: Scope): Condition | undefined => {
  const { field: token } = syntax;
  const { name: path, operator } = splitField(token);
  const start = token.startOffset;
  const clause = scope.text.slice(start, syntax.kind === 'relation' ? endOf(syntax.close) : endOf(syntax.value));
  const place = findPlace({ path, clause, start }, scope.kind);
  if ('message' in place) {
    if (place.start === start && syntax.kind === 'clause' && isAddress(clause)) return { kind: 'term', text: clause };
    scope.errors.push(place);
    return undefined;
  }
  const refused = refuseForm(syntax, place, scope.relations);
  if (refused) {
    scope.errors.push(refused);
    return undefined;
  }
  const found = syntax.kind === 'relation' ? resolveRelation(syntax, place, scope) : resolveClause(syntax, place, scope.errors);
  const whole = found && place.steps.toReversed().reduce<Clause>((item, field) => ({ kind: 'relation', field, item }), found);
  return whole && operator === '!=' ? not(whole) : whole;
};

/** Web addresses and Windows paths are words, however much they look like fields. */
const isAddress = (written: string): boolean => /^(?:[a-z][\w.]*:\/\/|[a-z]:[\\/])/i.test(written);

/** What can be told without the value: operator, levels, parentheses, and how deep relations go. */
const refuseForm = (syntax: Test, { steps, name, field }: Place, relations: number): QueryError | undefined => {
  const { field: token } = syntax;
  const { name: path, depth, operator } = splitField(token);
  const afterPath = { start: token.startOffset + path.length, end: endOf(token) };
  const spelling = [...steps, field.type === 'custom' ? `custom.${name}` : name].join('.');
  if (!operatorsOf(field).includes(operator)) return { ...refuseOperator(spelling, field, operator), ...afterPath };
  if (depth !== '' && (syntax.kind === 'relation' || field.type !== 'reference' || !field.hierarchy)) {
    const message = `${code(`+${depth}`)} is about the levels below a tag, studio or group, of which there are none here.`;
    return { code: 'operator', message, hint: `Write ${code(path + operator)}.`, ...afterPath };
  }
  if (syntax.kind === 'relation' && !targetOf(field)) {
    const message = `${code(spelling)} takes a value, not a search in parentheses.`;
    const hint = `Name the field in each part instead: ${code(`(${spelling}:a OR ${spelling}:b)`)}.`;
    return { code: 'syntax', message, hint, ...at(token) };
  }
  const inner = syntax.kind === 'relation' || (field.type === 'relation' && !isNullWord(syntax.value.image)) ? 1 : 0;
  return relations + steps.length + inner > queryLimits.relations ? { ...tooManyRelations, ...at(token) } : undefined;
};

const resolveRelation = (
  { item: syntax }: Extract<Test, { kind: 'relation' }>,
  { steps, name, field }: Place,
  scope: Scope,
): Clause | undefined => {
  const kind = targetOf(field);
  const item = kind && resolve(syntax, { ...scope, kind, relations: scope.relations + steps.length + 1 });
  return item && { kind: 'relation', field: name, item };
};

const resolveClause = (
  { field: token, value }: Extract<Test, { kind: 'clause' }>,
  { name, field, kind }: Place,
  errors: QueryError[],
): Clause | undefined => {
  const { depth, operator } = splitField(token);
  const clause = readClause(name, field, { operator, depth, text: textOf(value), quoted: value.tokenType === Quoted }, fieldsOf(kind));
  if (!('message' in clause)) return clause;
  const { part, ...error } = clause;
  errors.push({ ...error, ...(part ? placeOf(part, value) : at(value)) });
  return undefined;
};

/** Where a part of a value's text stands in what was typed, which in quotes is longer by what is escaped. */
const placeOf = ({ start, end }: { start: number; end: number }, value: IToken): { start: number; end: number } => {
  const typed = value.startOffset + (value.tokenType === Quoted ? 1 : 0);
  const before = (length: number): number => typed + typedLength(value, length);
  return { start: before(start), end: before(end) };
};
