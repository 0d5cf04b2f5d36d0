import { describe, expect, it } from 'vitest';
import { queryLimits } from './limits.js';
import { parse } from './parse.js';
import { print } from './print.js';
import type { Query } from './tree.js';

const read = (text: string): Query => {
  const result = parse(text, 'video');
  if (!result.ok) throw new Error(`${text}: ${result.errors[0]?.message}`);
  return result.query;
};

const errorsOf = (text: string) => {
  const result = parse(text, 'video');
  return result.ok ? [] : result.errors;
};

/** The parts of the text that are complained about. */
const blamed = (text: string) => errorsOf(text).map(({ start, end }) => text.slice(start, end));

describe('words and logic', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['beach sunset', 'beach sunset'],
    ['beach AND sunset', 'beach sunset'],
    ['a OR b c', 'a OR b c'],
    ['(a OR b) c', '(a OR b) c'],
    ['a (b c) AND (d AND e)', 'a b c d e'],
    ['a OR (b OR c)', 'a OR b OR c'],
    ['NOT a', '-a'],
    ['a NOT b', 'a -b'],
    ['--a', 'a'],
    ['NOT - NOT a', 'a'],
    ['NOT NOT NOT (a b)', '-(a b)'],
    ['-(a OR b)', '-(a OR b)'],
    ['"free words"', '"free words"'],
    ['"beach"', 'beach'],
    ['"AND"', '"AND"'],
    ['android ORANGE NOTE and or not', 'android ORANGE NOTE and or not'],
    ['well-known', 'well-known'],
    ['Artist - Title', 'Artist Title'],
    ['- --', ''],
    ['(a -)', 'a'],
    ['a"b"c', 'a b c'],
    ['"-a" "=b" "<3"', '"-a" "=b" "<3"'],
    [String.raw`"say \"hi\""`, String.raw`"say \"hi\""`],
    [String.raw`"C:\My Videos"`, String.raw`"C:\My Videos"`],
    [String.raw`"ends with \\"`, String.raw`"ends with \\"`],
  ])('reads %j as %j', (text, canonical) => {
    expect(print(read(text))).toBe(canonical);
  });

  it('binds AND closer than OR, and negation closest', () => {
    expect(read('a -b OR c')).toEqual({
      kind: 'or',
      items: [
        {
          kind: 'and',
          items: [
            { kind: 'term', text: 'a' },
            { kind: 'not', item: { kind: 'term', text: 'b' } },
          ],
        },
        { kind: 'term', text: 'c' },
      ],
    });
  });

  it.each(['12:30', 'http://example.org/a?b=c', 'https://x', String.raw`C:\Videos\a.mp4`, 'c:/videos', '50%', '@home', ':', '<3'])(
    'takes %s for a word',
    (text) => {
      expect(read(text)).toEqual({ kind: 'term', text });
    },
  );
});

describe('fields', () => {
  it.each<[string, Query]>([
    ['title:beach', { kind: 'text', field: 'title', match: 'contains', value: 'beach' }],
    ['title:"old stuff"', { kind: 'text', field: 'title', match: 'contains', value: 'old stuff' }],
    ['title:AND', { kind: 'text', field: 'title', match: 'contains', value: 'AND' }],
    ['path:-x', { kind: 'text', field: 'path', match: 'contains', value: '-x' }],
    [String.raw`path:C:\Videos`, { kind: 'text', field: 'path', match: 'contains', value: String.raw`C:\Videos` }],
    ['details:a..b', { kind: 'text', field: 'details', match: 'contains', value: 'a..b' }],
    ['Title: beach', { kind: 'text', field: 'title', match: 'contains', value: 'beach' }],
    ['rating>=80', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atLeast', value: 80 } }],
    ['rating >= 80', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atLeast', value: 80 } }],
    ['rating:>=80', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atLeast', value: 80 } }],
    ['rating:80..', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atLeast', value: 80 } }],
    ['rating:..80', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atMost', value: 80 } }],
    ['rating=080', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'equals', value: 80 } }],
    ['rating<80', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'less', value: 80 } }],
    ['rating!=80', { kind: 'not', item: { kind: 'number', field: 'rating', type: 'integer', test: { op: 'equals', value: 80 } } }],
    ['-rating:"80"', { kind: 'not', item: { kind: 'number', field: 'rating', type: 'integer', test: { op: 'equals', value: 80 } } }],
    ['duration:10m..1h', { kind: 'number', field: 'duration', type: 'duration', test: { op: 'between', from: 600, to: 3600 } }],
    ['duration>1h30m5s', { kind: 'number', field: 'duration', type: 'duration', test: { op: 'greater', value: 5405 } }],
    ['resolution<=1080P', { kind: 'number', field: 'resolution', type: 'resolution', test: { op: 'atMost', value: 1080 } }],
    ['resolution:4K', { kind: 'number', field: 'resolution', type: 'resolution', test: { op: 'equals', value: 2160 } }],
    ['size>1.5GB', { kind: 'number', field: 'size', type: 'size', test: { op: 'greater', value: 1_500_000_000 } }],
    ['size<2gib', { kind: 'number', field: 'size', type: 'size', test: { op: 'less', value: 2 ** 31 } }],
    ['codec:H265', { kind: 'keyword', field: 'codec', value: 'hevc' }],
    ['library:"My Videos"', { kind: 'keyword', field: 'library', value: 'My Videos' }],
    ['state:Failed', { kind: 'choice', field: 'state', value: 'failed' }],
    ['missing:sprite', { kind: 'choice', field: 'missing', value: 'sprite' }],
    ['favourite:true', { kind: 'boolean', field: 'favourite', value: true }],
    ['favorite:FALSE', { kind: 'boolean', field: 'favourite', value: false }],
    ['is:organized', { kind: 'boolean', field: 'organised', value: true }],
    ['is!=favourite', { kind: 'not', item: { kind: 'boolean', field: 'favourite', value: true } }],
    ['date:2019-06', { kind: 'date', field: 'date', test: { op: 'equals', value: '2019-06' } }],
    ['date>=2019-02-28', { kind: 'date', field: 'date', test: { op: 'atLeast', value: '2019-02-28' } }],
    ['date:2020-02-29', { kind: 'date', field: 'date', test: { op: 'equals', value: '2020-02-29' } }],
    ['date:2019-06..2019', { kind: 'date', field: 'date', test: { op: 'between', from: '2019-06', to: '2019' } }],
    ['added:<30d', { kind: 'age', field: 'added', test: { op: 'less', value: { amount: 30, unit: 'd' } } }],
    [
      'added:1w..6mo',
      { kind: 'age', field: 'added', test: { op: 'between', from: { amount: 1, unit: 'w' }, to: { amount: 6, unit: 'mo' } } },
    ],
  ])('reads %s', (text, query) => {
    expect(read(text)).toEqual(query);
  });
});

describe('errors', () => {
  it('names the field that was meant, and how to search for the text itself', () => {
    expect(errorsOf('beach ratng>=80')).toEqual([
      {
        code: 'field',
        message: 'Unknown field `ratng`.',
        hint: 'Did you mean `rating`? To search for the text itself, put it in quotes: `"ratng>=80"`.',
        start: 6,
        end: 11,
      },
    ]);
  });

  it('makes no far-fetched guesses', () => {
    expect(errorsOf('Re:Zero')[0]?.hint).toBe('To search for the text itself, put it in quotes: `"Re:Zero"`.');
  });

  it('reports every wrong field and value at once, in the order of the text', () => {
    expect(blamed('ratng:5 OR (size:4 -state:raedy) title>3 path:ok')).toEqual(['ratng', '4', 'raedy', '>']);
  });

  it.each([
    // code, text, part that is blamed
    ['syntax', 'a "bc d', '"bc d'],
    ['syntax', 'a ""', '""'],
    ['syntax', 'a (b', '('],
    ['syntax', 'a b)', ')'],
    ['syntax', 'a ()', '()'],
    ['syntax', 'a AND', 'AND'],
    ['syntax', 'OR a', 'OR'],
    ['syntax', 'a OR AND b', 'OR'],
    ['syntax', '(a OR)', 'OR'],
    ['syntax', 'a NOT', 'NOT'],
    ['syntax', 'a -)', ')'],
    ['syntax', '-AND b', '-'],
    ['syntax', 'rating>=', 'rating>='],
    ['syntax', 'title:(a OR b)', 'title:'],
    ['syntax', 'a\0b', '\0'],
    ['field', 'constructor:x', 'constructor'],
    ['field', '__proto__:x toString:y', 'toString'],
    ['field', 'http:x', 'http'],
    ['field', 'I <3 you', 'I'],
    ['operator', 'title>=a', '>='],
    ['operator', 'state:~x', ':~'],
    ['operator', 'state>ready', '>'],
    ['value', 'title:"  "', '"  "'],
    ['value', 'rating:great', 'great'],
    ['value', 'rating:0', '0'],
    ['value', 'rating:-5', '-5'],
    ['value', 'rating:50..101', '50..101'],
    ['value', 'rating:80..60', '80..60'],
    ['value', 'rating:..', '..'],
    ['value', 'rating:1..2..3', '1..2..3'],
    ['value', 'rating>=1..5', '1..5'],
    ['value', 'duration:90', '90'],
    ['value', 'duration:m', 'm'],
    ['value', 'duration:1h..10m', '1h..10m'],
    ['value', 'size:10', '10'],
    ['value', 'size:10XB', '10XB'],
    ['value', 'size:9999999999TB', '9999999999TB'],
    ['value', 'resolution:big', 'big'],
    ['value', 'favourite:maybe', 'maybe'],
    ['value', 'is:rating', 'rating'],
    ['value', 'missing:sprit', 'sprit'],
    ['value', 'date:2019-13', '2019-13'],
    ['value', 'date:2019-02-29', '2019-02-29'],
    ['value', 'date:20190230', '20190230'],
    ['value', 'date:2020..2019', '2020..2019'],
    ['value', 'date:2019..30d', '2019..30d'],
    ['value', 'added:30d', '30d'],
    ['value', 'added:30d..7d', '30d..7d'],
    ['value', 'added:<3m', '3m'],
    ['value', 'added:<1001y', '1001y'],
  ])('%s in %j', (code, text, part) => {
    expect(errorsOf(text).map((error) => error.code)).toContain(code);
    expect(blamed(text)).toContain(part);
  });

  it('says how ages are asked for', () => {
    expect(errorsOf('added:30d')[0]?.hint).toBe('Write `added<30d` for what is younger or `added>30d` for what is older.');
  });

  it('lists the values of a closed set', () => {
    expect(errorsOf('state:raedy')[0]?.hint).toBe('Did you mean `ready`? Write one of `pending` `ready` `failed` `missing`.');
  });

  it('cuts long words in messages', () => {
    expect(errorsOf(`${'x'.repeat(1900)}:1`)[0]?.message).toBe(`Unknown field \`${'x'.repeat(39)}…\`.`);
  });
});

describe('limits', () => {
  it('takes what is within them', () => {
    expect(errorsOf('x'.repeat(queryLimits.length))).toEqual([]);
    expect(errorsOf('('.repeat(queryLimits.depth) + 'x' + ')'.repeat(queryLimits.depth))).toEqual([]);
    expect(errorsOf('x '.repeat(queryLimits.terms))).toEqual([]);
    expect(print(read(`${'-'.repeat(queryLimits.length - 1)}x`))).toBe('-x');
  });

  it.each([
    ['too_long', 'x'.repeat(queryLimits.length + 1)],
    ['too_long', '('.repeat(5_000_000)],
    ['too_deep', '('.repeat(queryLimits.length)],
    ['too_deep', '-('.repeat(queryLimits.length / 2)],
    ['too_deep', `${'(x OR '.repeat(queryLimits.depth + 1)}x${')'.repeat(queryLimits.depth + 1)}`],
    ['too_many', 'x '.repeat(queryLimits.terms + 1)],
    ['too_many', 'a:b '.repeat(queryLimits.terms + 1)],
  ])('refuses what is %s', (code, text) => {
    expect(errorsOf(text).map((error) => error.code)).toEqual([code]);
  });
});
