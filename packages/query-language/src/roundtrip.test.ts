import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeAt } from './complete.js';
import { entityFields, type EntityKind, type FieldDefinition, fieldsOf } from './fields.js';
import { queryLimits } from './limits.js';
import { parse } from './parse.js';
import { print } from './print.js';
import {
  type Age,
  type AgeClause,
  and,
  type Clause,
  type Comparison,
  type Condition,
  type CustomTest,
  type Equals,
  not,
  type NumberClause,
  or,
  type Query,
} from './tree.js';

const kinds = Object.keys(entityFields).filter((kind): kind is EntityKind => kind in entityFields);

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
  'none',
  'performer.',
  '+1',
  '~8',
  '|',
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

const numberTest = (min: number, max: number, digits: number): fc.Arbitrary<NumberClause['test']> => {
  const value = fc.integer({ min: min * 10 ** digits, max: max * 10 ** digits }).map((steps) => steps / 10 ** digits);
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

const number = (field: string, type: NumberClause['type'], min: number, max: number): fc.Arbitrary<Clause> =>
  numberTest(min, max, type === 'decimal' ? 3 : 0).map((test) => ({ kind: 'number', field, type, test }));

const dateTest: fc.Arbitrary<Equals<string> | Comparison<string>> = fc.oneof(
  fc.record({ op: fc.constant('equals' as const), value: partialDate }),
  comparison(partialDate),
  rangeOf(partialDate, (a, b) => (a < b ? -1 : 1)),
);

const name = phrase.map((value) => value.trim());
const pattern = phrase.filter((text) => text.length <= queryLimits.pattern && !/\\[1-9]/.test(text));
const rangeEnd = fc.constantFrom('2019', '2019-06', '-5', '7.5', '30d', 'x_y');

const customTest: fc.Arbitrary<CustomTest> = fc.oneof(
  fc.record({ op: fc.constantFrom('contains', 'equals'), value: fc.oneof(phrase, fc.constantFrom('1..2', 'none', 'Any', '..', 'a..')) }),
  comparison(fc.oneof(name, fc.constantFrom('1..2', 'none'))),
  fc.record({ op: fc.constant('regex' as const), value: pattern }),
  fc.record({ op: fc.constant('between' as const), from: rangeEnd, to: rangeEnd }),
  fc.record({ op: fc.constant('null' as const), present: fc.boolean() }),
);

const boxedId = fc.tuple(
  name.filter((text) => !text.includes('|')),
  fc.option(name),
);

/** Tests of one field other than whether it has a value, with so many relations at most. */
const testsOf = (field: string, definition: FieldDefinition, relations: number): fc.Arbitrary<Clause>[] => {
  switch (definition.type) {
    case 'text':
      return [
        phrase.chain((value) =>
          fc.constantFrom('contains' as const, 'equals' as const).map((match) => ({ kind: 'text', field, match, value })),
        ),
        pattern.map((value) => ({ kind: 'text', field, match: 'regex', value })),
      ];
    case 'keyword':
      return [name.map((value) => ({ kind: 'keyword', field, value: definition.synonyms?.[value] ?? value }))];
    case 'choice':
      return [fc.constantFrom(...definition.values).map((value) => ({ kind: 'choice', field, value }))];
    case 'boolean':
      return [fc.boolean().map((value) => ({ kind: 'boolean', field, value }))];
    case 'flag':
      return [];
    case 'integer':
    case 'decimal':
      return [number(field, definition.type, definition.min, definition.max)];
    case 'duration':
      return [number(field, 'duration', 0, 999_999_999)];
    case 'size':
    case 'bitrate':
      return [number(field, definition.type, 0, 1e15)];
    case 'resolution':
      return [number(field, 'resolution', 0, 99_999)];
    case 'date':
      return [
        dateTest.map((test) => ({ kind: 'date', field, test })),
        fc.oneof(comparison(age), ageRange).map((test) => ({ kind: 'age', field, test })),
      ];
    case 'hash':
      return [
        fc
          .tuple(
            fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: definition.digits, maxLength: definition.digits }),
            fc.nat(definition.distance),
          )
          .map(([value, distance]) => ({ kind: 'hash', field, value, distance })),
      ];
    case 'externalid':
      return [
        boxedId.map(([endpoint, id]) => ({ kind: 'externalid', field, endpoint: endpoint.trim(), id })),
        name.filter((id) => !id.includes('|')).map((id) => ({ kind: 'externalid', field, endpoint: null, id })),
      ];
    case 'reference': {
      const depth = definition.hierarchy ? fc.option(fc.nat(99)) : fc.constant(null);
      const named: fc.Arbitrary<Clause> = fc
        .tuple(name, depth)
        .map(([value, levels]) => ({ kind: 'reference', field, value, depth: levels }));
      return [named, ...relationOf(field, definition.to, relations)];
    }
    case 'relation':
      return relationOf(field, definition.to, relations);
    case 'custom':
      return [fc.tuple(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), customTest).map(([key, test]) => ({ kind: 'custom', key, test }))];
  }
};

const relationOf = (field: string, to: EntityKind, relations: number): fc.Arbitrary<Clause>[] =>
  relations === 0 ? [] : [conditionOf(to, relations - 1).map((item) => ({ kind: 'relation', field, item }))];

const clauseOf = (kind: EntityKind, relations: number): fc.Arbitrary<Clause> =>
  fc.oneof(
    ...Object.entries(fieldsOf(kind)).flatMap(([field, definition]) => [
      ...testsOf(field, definition, relations),
      ...(definition.nullable ? [fc.boolean().map((present): Clause => ({ kind: 'null', field, present }))] : []),
    ]),
  );

const term: fc.Arbitrary<Condition> = phrase.map((text) => ({ kind: 'term', text }));

const conditions = new Map<string, fc.Arbitrary<Condition>>();
const conditionOf = (kind: EntityKind, relations: number): fc.Arbitrary<Condition> => {
  const key = `${kind} ${relations}`;
  const known = conditions.get(key) ?? makeCondition(kind, relations);
  conditions.set(key, known);
  return known;
};

const makeCondition = (kind: EntityKind, relations: number): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition }>((tie) => {
    const some = fc.tuple(tie('condition'), fc.array(tie('condition'), { maxLength: 2 }));
    return {
      condition: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.oneof<fc.Arbitrary<Condition>[]>(clauseOf(kind, relations), clauseOf(kind, relations), term),
        some.map(([first, more]) => and(first, ...more)),
        some.map(([first, more]) => or(first, ...more)),
        tie('condition').map(not),
      ),
    };
  }).condition;

describe('parse(print(query)) is the query', () => {
  it.each(kinds)('of a %s', (kind) => {
    let asked = 0;
    const property = fc.property(conditionOf(kind, queryLimits.relations), (wanted: Query) => {
      const text = print(wanted);
      fc.pre(text.length <= queryLimits.length);
      asked += 1;
      expect(parse(text, kind)).toEqual({ ok: true, query: wanted });
    });
    fc.assert(property, { seed, numRuns: 1500 });
    expect(asked).toBe(1500);
  });

  it('that finds everything', () => {
    expect(parse(print({ kind: 'everything' }), 'video')).toEqual({ ok: true, query: { kind: 'everything' } });
  });
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
    const result = parse(text, 'video');
    if (!result.ok) return;
    understood += 1;
    expect(parse(print(result.query), 'video')).toEqual(result);
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
    const result = parse(text, 'video');
    if (!result.ok) {
      expect(result.errors.length).toBeGreaterThan(0);
      for (const { start, end } of result.errors) expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }
    const { start, end } = completeAt(text, caret, 'video');
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
  });
  fc.assert(property, { seed, numRuns: 10_000 });
}, 60_000);
