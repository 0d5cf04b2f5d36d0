import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeAt } from './complete.js';
import { entityFields, type EntityKind, type FieldDefinition, fieldsOf } from './fields.js';
import { queryLimits } from './limits.js';
import { parse } from './parse.js';
import { findPatternError } from './pattern.js';
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
const pattern = phrase.filter((text) => text.length <= queryLimits.pattern && findPatternError(text) === undefined);
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
            fc.string({
              unit: fc.constantFrom(...Array.from('0123456789abcdef')),
              minLength: definition.digits,
              maxLength: definition.digits,
            }),
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

// Pieces that often make up something readable, also of other kinds of entities.
// prettier-ignore
const pieces = [
  'beach', '"old stuff"', '-', 'AND', 'OR', 'NOT', '(', ')', 'title:', 'ratng:5', 'rating>=80', 'rating :', 'duration:90s..2h', 'size!=1.5GB', 'is:', 'favourite',
  'added:<30d', 'date:2019..', 'resolution:2160p', 'codec:avc', 'library:"a b"', 'http://x', '12:30', '"', '\\', ' ', '\t', 'none', 'any', '|', '~8', '..',
  'tag:a', 'tag+2:', 'studio=b', 'parent:', 'performer:(', 'performer.', 'age<30', 'marker:(', 'marker.video.', 'video:(', 'video.studio:(', 'title:~"^a|b"',
  'title:~(a)\\1', 'custom.', 'custom.x:', 'custom.score>=3', '1..2', 'phash:f0e1d2c3b4a59687~8', 'externalid:box|', 'name=', 'at:10m..', 'tags:0', 'performer.name!=x',
];

/** Small, fast and seeded (mulberry32): numbers from 0 to below 1. */
const randomFrom = (start: number) => {
  let state = start;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Texts that are nearly queries, that repeat one thing without end, and that are noise, by turns. */
function* hostileTexts(count: number): Generator<string> {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <V>(values: readonly V[], otherwise: V): V => values[below(values.length)] ?? otherwise;
  const fields = Object.values(entityFields).flatMap((table) => Object.keys(table));
  const almost = () => Array.from({ length: below(25) }, () => oneOf(pieces, '')).join(oneOf(['', ' '], ''));
  const makers = [
    almost,
    almost,
    () => `${oneOf(fields, '')}${oneOf([':', '=', '!=', '>=', '<', ':~', '+1:', '.', ':(', ''], '')}${oneOf(pieces, '')}`,
    () =>
      oneOf([...marks, ...pieces], '')
        .repeat(below(2100))
        .slice(0, 2001),
    () => Array.from({ length: below(12) }, () => oneOf(marks, '')).join(''),
    () => String.fromCharCode(...Array.from({ length: below(100) }, () => below(0x10000))),
  ];
  for (let made = 0; made < count; made++) yield (makers[made % makers.length] ?? almost)();
}

it('whatever is understood prints to what means the same', () => {
  const understood = new Map(kinds.map((kind) => [kind, 0]));
  for (const text of hostileTexts(4000)) {
    for (const kind of kinds) {
      const result = parse(text, kind);
      if (!result.ok) continue;
      understood.set(kind, (understood.get(kind) ?? 0) + 1);
      expect(parse(print(result.query), kind)).toEqual(result);
    }
  }
  for (const [, times] of understood) expect(times).toBeGreaterThan(400);
}, 60_000);

it('100,000 random and hostile texts are answered in place, without a throw, in a few seconds of computing', () => {
  const random = randomFrom(seed + 1);
  let slowest = 0;
  let total = 0;
  let asked = 0;
  for (const text of hostileTexts(100_000)) {
    const kind = kinds[asked++ % kinds.length] ?? 'video';
    const caret = Math.floor(random() * (text.length + 20)) - 10;
    const start = process.cpuUsage();
    const result = parse(text, kind);
    const completion = completeAt(text, caret, kind);
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, user + system);
    total += user + system;
    const places = [completion, ...(result.ok ? [] : result.errors)];
    if (!result.ok && result.errors.length === 0) expect.fail(`No error is told for ${JSON.stringify(text)}`);
    if (places.some((place) => place.start < 0 || place.start > place.end || place.end > text.length)) {
      expect.fail(`A place is outside of ${JSON.stringify(text)}`);
    }
  }
  // Microseconds, several times what an idle machine needs: 16 ms and 4 s.
  expect(slowest).toBeLessThan(100_000);
  expect(total).toBeLessThan(20_000_000);
}, 120_000);
