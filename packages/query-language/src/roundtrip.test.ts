import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completeAt } from './complete.js';
import { videoFields } from './fields.js';
import { parse, queryLimits } from './parse.js';
import { print } from './print.js';
import { type Age, type AgeClause, and, type Clause, type Comparison, type Condition, type Equals, not, or, type Query } from './tree.js';

const seed = 20_260_131;

// Anything that text can hold, with what means something to the grammar made frequent.
const marks = [
  '"',
  '\\',
  '(',
  ')',
  '-',
  ':',
  '=',
  '<',
  '>',
  '!',
  '~',
  '.',
  ' ',
  '\n',
  '\u00a0',
  'AND',
  'OR',
  'NOT',
  'rating',
  'http://',
  '🎬',
  '\ud800',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...marks), fc.string({ unit: 'binary', minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join('').replaceAll('\0', ''));
const phrase = anyText.filter((text) => text.trim() !== '');

const comparison = <V>(value: fc.Arbitrary<V>): fc.Arbitrary<Comparison<V>> =>
  fc.record({ op: fc.constantFrom('less', 'atMost', 'greater', 'atLeast'), value });

const rangeOf = <V>(value: fc.Arbitrary<V>, order: (a: V, b: V) => number): fc.Arbitrary<Comparison<V>> =>
  fc.tuple(value, value).map(([a, b]) => (order(a, b) <= 0 ? { op: 'between', from: a, to: b } : { op: 'between', from: b, to: a }));

const numberTest = (min: number, max: number): fc.Arbitrary<Equals<number> | Comparison<number>> => {
  const value = fc.integer({ min, max });
  return fc.oneof(
    fc.record({ op: fc.constant('equals' as const), value }),
    comparison(value),
    rangeOf(value, (a, b) => a - b),
  );
};

const day = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const partialDate = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
const age: fc.Arbitrary<Age> = fc.record({ amount: fc.integer({ min: 0, max: 1000 }), unit: fc.constantFrom('h', 'd', 'w', 'mo', 'y') });
const ageRange: fc.Arbitrary<AgeClause['test']> = fc
  .tuple(fc.nat(500), fc.nat(500), fc.constantFrom<Age['unit'][]>('h', 'd', 'w', 'mo', 'y'))
  .map(([from, more, unit]) => ({ op: 'between', from: { amount: from, unit }, to: { amount: from + more, unit } }));

const number = (field: string, type: 'integer' | 'duration' | 'size' | 'resolution', min: number, max: number): fc.Arbitrary<Clause> =>
  numberTest(min, max).map((test) => ({ kind: 'number', field, type, test }));

const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), field: fc.constantFrom('title', 'path', 'details'), value: phrase }),
  phrase.map((text): Clause => ({ kind: 'keyword', field: 'library', value: text.trim() })),
  fc.constantFrom(...videoFields.missing.values).map((value): Clause => ({ kind: 'choice', field: 'missing', value })),
  fc.record({ kind: fc.constant('boolean' as const), field: fc.constantFrom('favourite', 'organised'), value: fc.boolean() }),
  number('rating', 'integer', 1, 100),
  number('duration', 'duration', 0, 999_999_999),
  number('size', 'size', 0, 1e15),
  number('resolution', 'resolution', 0, 99_999),
  fc
    .oneof(
      fc.record({ op: fc.constant('equals' as const), value: partialDate }),
      comparison(partialDate),
      rangeOf(partialDate, (a, b) => (a < b ? -1 : 1)),
    )
    .map((test): Clause => ({ kind: 'date', field: 'date', test })),
  fc.oneof(comparison(age), ageRange).map((test): Clause => ({ kind: 'age', field: 'added', test })),
);

const term: fc.Arbitrary<Condition> = phrase.map((text) => ({ kind: 'term', text }));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const some = fc.tuple(tie('condition'), fc.array(tie('condition'), { maxLength: 2 }));
  return {
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.oneof<fc.Arbitrary<Condition>[]>(clause, term),
      some.map(([first, more]) => and(first, ...more)),
      some.map(([first, more]) => or(first, ...more)),
      tie('condition').map(not),
    ),
  };
});

const query: fc.Arbitrary<Query> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Query>({ kind: 'everything' }) },
  { weight: 30, arbitrary: condition },
);

it('parse(print(query)) is the query', () => {
  const property = fc.property(query, (wanted) => {
    const text = print(wanted);
    fc.pre(text.length <= queryLimits.length);
    expect(parse(text, videoFields)).toEqual({ ok: true, query: wanted });
  });
  fc.assert(property, { seed, numRuns: 3000 });
});

// Pieces that often make up something readable.
// prettier-ignore
const pieces = [
  'beach', '"old stuff"', '-', 'AND', 'OR', 'NOT', '(', ')', 'title:', 'ratng:5', 'rating>=80', 'rating :', 'duration:90s..2h', 'size!=1.5GB', 'is:', 'favourite',
  'added:<30d', 'date:2019..', 'resolution:2160p', 'codec:avc', 'library:"a b"', 'http://x', '12:30', '"', '\\', ' ', '\t',
];
const almostQuery = fc
  .array(fc.constantFrom(...pieces), { maxLength: 25 })
  .chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between)));

it('whatever is understood prints to what means the same', () => {
  let understood = 0;
  const property = fc.property(almostQuery, (text) => {
    const result = parse(text, videoFields);
    if (!result.ok) return;
    understood += 1;
    expect(parse(print(result.query), videoFields)).toEqual(result);
  });
  fc.assert(property, { seed, numRuns: 5000 });
  expect(understood).toBeGreaterThan(500);
});

it('10,000 random texts are answered, in place and without a throw', () => {
  const hostile = fc.oneof(
    anyText,
    almostQuery,
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.nat(0xffff), { maxLength: 100 }).map((units) => String.fromCharCode(...units)),
    fc.tuple(fc.constantFrom(...marks), fc.nat(2100)).map(([mark, times]) => mark.repeat(times)),
  );
  const property = fc.property(hostile, fc.integer({ min: -5, max: 400 }), (text, caret) => {
    const result = parse(text, videoFields);
    if (!result.ok) {
      expect(result.errors.length).toBeGreaterThan(0);
      for (const { start, end } of result.errors) expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }
    const { start, end } = completeAt(text, caret, videoFields);
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  });
  fc.assert(property, { seed, numRuns: 10_000 });
}, 60_000);
