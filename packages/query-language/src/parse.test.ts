import { describe, expect, it } from 'vitest';
import type { EntityKind } from './fields.js';
import { queryLimits } from './limits.js';
import { parse } from './parse.js';
import { print } from './print.js';
import { type CustomType, readCustom } from './values.js';
import type { Clause, Condition, CustomTest, Query } from './tree.js';

const read = (text: string, kind: EntityKind = 'video'): Query => {
  const result = parse(text, kind);
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
    ['codec:constructor', { kind: 'keyword', field: 'codec', value: 'constructor' }],
    ['id:019a-1', { kind: 'keyword', field: 'id', value: '019a-1' }],
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

const related = (field: string, item: Condition): Clause => ({ kind: 'relation', field, item });
const age: Clause = { kind: 'number', field: 'age', type: 'integer', test: { op: 'less', value: 30 } };
const favourite: Clause = { kind: 'boolean', field: 'favourite', value: true };

describe('text', () => {
  it.each<[string, Clause]>([
    ['title=Beach', { kind: 'text', field: 'title', match: 'equals', value: 'Beach' }],
    ['path:~"/2019/"', { kind: 'text', field: 'path', match: 'regex', value: '/2019/' }],
    [String.raw`title:~\d+\\1$`, { kind: 'text', field: 'title', match: 'regex', value: String.raw`\d+\\1$` }],
    ['synopsis:x', { kind: 'text', field: 'details', match: 'contains', value: 'x' }],
  ])('reads %s', (text, clause) => {
    expect(read(text)).toEqual(clause);
  });

  it('takes != for the opposite of =', () => {
    expect(read('title!=x')).toEqual({ kind: 'not', item: { kind: 'text', field: 'title', match: 'equals', value: 'x' } });
  });
});

describe('values or none', () => {
  it.each<[string, Query]>([
    ['rating:none', { kind: 'null', field: 'rating', present: false }],
    ['rating=ANY', { kind: 'null', field: 'rating', present: true }],
    ['studio:none', { kind: 'null', field: 'studio', present: false }],
    ['marker:any', { kind: 'null', field: 'marker', present: true }],
    ['performer.rating:none', related('performer', { kind: 'null', field: 'rating', present: false })],
    ['title!=none', { kind: 'not', item: { kind: 'null', field: 'title', present: false } }],
    ['title:"none"', { kind: 'text', field: 'title', match: 'contains', value: 'none' }],
    ['title:~none', { kind: 'text', field: 'title', match: 'regex', value: 'none' }],
    ['tag:"Any"', { kind: 'reference', field: 'tag', value: 'Any', depth: null }],
    ['path:none', { kind: 'text', field: 'path', match: 'contains', value: 'none' }],
    ['has:cover', { kind: 'choice', field: 'has', value: 'cover' }],
  ])('reads %s', (text, query) => {
    expect(read(text)).toEqual(query);
  });
});

describe('references and relations', () => {
  it.each<[string, Query, string?]>([
    ['tag:beach', { kind: 'reference', field: 'tag', value: 'beach', depth: null }],
    ['tag=beach', { kind: 'reference', field: 'tag', value: 'beach', depth: 0 }],
    ['tag+0:beach', { kind: 'reference', field: 'tag', value: 'beach', depth: 0 }, 'tag=beach'],
    ['tag+2:"old stuff"', { kind: 'reference', field: 'tag', value: 'old stuff', depth: 2 }],
    ['tag+9999999:x', { kind: 'reference', field: 'tag', value: 'x', depth: 99 }, 'tag+99:x'],
    ['-studio+1:a', { kind: 'not', item: { kind: 'reference', field: 'studio', value: 'a', depth: 1 } }],
    ['tag!=a', { kind: 'not', item: { kind: 'reference', field: 'tag', value: 'a', depth: 0 } }, '-tag=a'],
    ['performer:"Jane Doe"', { kind: 'reference', field: 'performer', value: 'Jane Doe', depth: null }],
    ['actor=Jane', { kind: 'reference', field: 'performer', value: 'Jane', depth: null }, 'performer:Jane'],
    ['performer.age<30', related('performer', age)],
    ['performer:(age<30)', related('performer', age), 'performer.age<30'],
    ['performer: ( (age < 30) )', related('performer', age), 'performer.age<30'],
    ['PERFORMER.Age<30', related('performer', age), 'performer.age<30'],
    ['performer.is:favourite', related('performer', favourite), 'performer.favourite:true'],
    [
      'performer:(age<30 -tag:x)',
      related('performer', {
        kind: 'and',
        items: [age, { kind: 'not', item: { kind: 'reference', field: 'tag', value: 'x', depth: null } }],
      }),
    ],
    ['performer:(-is:favourite)', related('performer', { kind: 'not', item: favourite }), 'performer:(-favourite:true)'],
    ['-performer.is:favourite', { kind: 'not', item: related('performer', favourite) }, '-performer.favourite:true'],
    ['performer.age!=30', { kind: 'not', item: related('performer', { ...age, test: { op: 'equals', value: 30 } }) }, '-performer.age:30'],
    ['performer:(jane)', related('performer', { kind: 'term', text: 'jane' })],
    ['marker:jump', related('marker', { kind: 'term', text: 'jump' }), 'marker:(jump)'],
    ['marker.tag+1:x', related('marker', { kind: 'reference', field: 'tag', value: 'x', depth: 1 })],
    [
      'performer.studio.rating>=80',
      related('performer', related('studio', { kind: 'number', field: 'rating', type: 'integer', test: { op: 'atLeast', value: 80 } })),
    ],
    [
      'performer:(studio.parent:(a) or)',
      related('performer', {
        kind: 'and',
        items: [related('studio', related('parent', { kind: 'term', text: 'a' })), { kind: 'term', text: 'or' }],
      }),
    ],
    ['performer.tag.parent:none', related('performer', related('tag', { kind: 'null', field: 'parent', present: false }))],
  ])('reads %s', (text, query, canonical = text) => {
    expect(read(text)).toEqual(query);
    expect(print(query)).toBe(canonical);
  });
});

describe('other kinds of values', () => {
  const decimal = (op: 'atLeast' | 'equals', value: number): Clause => ({
    kind: 'number',
    field: 'framerate',
    type: 'decimal',
    test: { op, value },
  });

  it.each<[string, Query, string?]>([
    ['framerate:23.976', decimal('equals', 23.976)],
    ['fps>=60.0', decimal('atLeast', 60), 'framerate>=60'],
    ['bitrate>5mbps', { kind: 'number', field: 'bitrate', type: 'bitrate', test: { op: 'greater', value: 5e6 } }, 'bitrate>5Mbps'],
    [
      'bitrate:800kbps..2.5Mbps',
      { kind: 'number', field: 'bitrate', type: 'bitrate', test: { op: 'between', from: 8e5, to: 25e5 } },
      'bitrate:800kbps..2500kbps',
    ],
    ['performers>=2', { kind: 'number', field: 'performers', type: 'integer', test: { op: 'atLeast', value: 2 } }],
    ['tags:0', { kind: 'number', field: 'tags', type: 'integer', test: { op: 'equals', value: 0 } }],
    ['orientation:Portrait', { kind: 'choice', field: 'orientation', value: 'portrait' }, 'orientation:portrait'],
    ['oshash:0123456789ABCDEF', { kind: 'hash', field: 'oshash', value: '0123456789abcdef', distance: 0 }, 'oshash:0123456789abcdef'],
    ['phash:f0e1d2c3b4a59687~8', { kind: 'hash', field: 'phash', value: 'f0e1d2c3b4a59687', distance: 8 }],
    ['phash:f0e1d2c3b4a59687~0', { kind: 'hash', field: 'phash', value: 'f0e1d2c3b4a59687', distance: 0 }, 'phash:f0e1d2c3b4a59687'],
    ['stashid:0d1b', { kind: 'externalid', field: 'externalid', endpoint: null, id: '0d1b' }, 'externalid:0d1b'],
    [
      'externalid:"https://stashdb.org/graphql | 0d1b"',
      { kind: 'externalid', field: 'externalid', endpoint: 'https://stashdb.org/graphql', id: '0d1b' },
      'externalid:https://stashdb.org/graphql|0d1b',
    ],
    ['externalid:stashdb.org|', { kind: 'externalid', field: 'externalid', endpoint: 'stashdb.org', id: null }],
    ['externalid:none', { kind: 'null', field: 'externalid', present: false }],
  ])('reads %s', (text, query, canonical = text) => {
    expect(read(text)).toEqual(query);
    expect(print(query)).toBe(canonical);
  });

  it('searches each kind of entity by its own fields', () => {
    expect(read('at:10m..', 'marker')).toMatchObject({
      kind: 'number',
      field: 'at',
      type: 'duration',
      test: { op: 'atLeast', value: 600 },
    });
    expect(read('gender:non-binary careerstart:2010', 'performer')).toMatchObject({ kind: 'and' });
    expect(read('with:Jane', 'performer')).toMatchObject({ kind: 'reference', field: 'with' });
    expect(parse('birthdate:1990', 'video').ok).toBe(false);
  });
});

describe('custom fields', () => {
  it.each<[string, CustomTest]>([
    ['Rome', { op: 'contains', value: 'Rome' }],
    ['"1..2"', { op: 'contains', value: '1..2' }],
    ['a...b', { op: 'contains', value: 'a...b' }],
    ['2019..2021', { op: 'between', from: '2019', to: '2021' }],
    ['2019..', { op: 'atLeast', value: '2019' }],
    ['..-5', { op: 'atMost', value: '-5' }],
    ['>=3', { op: 'atLeast', value: '3' }],
    ['<30d', { op: 'less', value: '30d' }],
    ['~"x|y"', { op: 'regex', value: 'x|y' }],
    ['none', { op: 'null', present: false }],
    ['any', { op: 'null', present: true }],
    ['"none"', { op: 'contains', value: 'none' }],
  ])('reads custom.x:%s', (text, test) => {
    expect(read(`custom.x:${text}`)).toEqual({ kind: 'custom', key: 'x', test });
  });

  it('have keys in lower case, on what is related too', () => {
    expect(read('performer.custom.Home_1=Rome')).toEqual(
      related('performer', { kind: 'custom', key: 'home_1', test: { op: 'equals', value: 'Rome' } }),
    );
  });

  const meaning = (text: string, type: CustomType) => {
    const clause = read(text);
    if (clause.kind !== 'custom') throw new Error(`${text} is no test of a custom field`);
    return readCustom(clause, type);
  };

  it.each<[string, CustomType, Clause]>([
    ['custom.x:Rome', 'text', { kind: 'text', field: 'custom.x', match: 'contains', value: 'Rome' }],
    ['custom.x:1..2', 'text', { kind: 'text', field: 'custom.x', match: 'contains', value: '1..2' }],
    ['custom.x:~"a b"', 'text', { kind: 'text', field: 'custom.x', match: 'regex', value: 'a b' }],
    ['custom.x=Red', 'choice', { kind: 'keyword', field: 'custom.x', value: 'Red' }],
    ['custom.x:-1.5..2', 'number', { kind: 'number', field: 'custom.x', type: 'decimal', test: { op: 'between', from: -1.5, to: 2 } }],
    ['custom.x>=3', 'number', { kind: 'number', field: 'custom.x', type: 'decimal', test: { op: 'atLeast', value: 3 } }],
    ['custom.x:2019..', 'date', { kind: 'date', field: 'custom.x', test: { op: 'atLeast', value: '2019' } }],
    ['custom.x:<30d', 'date', { kind: 'age', field: 'custom.x', test: { op: 'less', value: { amount: 30, unit: 'd' } } }],
    ['custom.x:true', 'boolean', { kind: 'boolean', field: 'custom.x', value: true }],
    ['custom.x:none', 'number', { kind: 'null', field: 'custom.x', present: false }],
  ])('%s means of a %s', (text, type, clause) => {
    expect(meaning(text, type)).toEqual(clause);
  });

  it.each<[string, CustomType, string]>([
    ['custom.x>3', 'text', 'operator'],
    ['custom.x:~3', 'number', 'operator'],
    ['custom.x:many', 'number', 'value'],
    ['custom.x:soon', 'date', 'value'],
    ['custom.x:maybe', 'boolean', 'value'],
  ])('%s means nothing of a %s', (text, type, code) => {
    expect(meaning(text, type)).toMatchObject({ code, hint: expect.any(String) });
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

  it('speaks of the table that the field was looked up in', () => {
    expect(errorsOf('performer:(gendr:male rating>80) performer.tag.chid:x')).toEqual([
      {
        code: 'field',
        message: 'Unknown field `gendr`.',
        hint: 'Did you mean `gender`? To search for the text itself, put it in quotes: `"gendr:male"`.',
        start: 11,
        end: 16,
      },
      {
        code: 'field',
        message: 'Unknown field `chid` of `performer.tag`.',
        hint: 'Did you mean `child`? To search for the text itself, put it in quotes: `"performer.tag.chid:x"`.',
        start: 47,
        end: 51,
      },
    ]);
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
    ['operator', 'performer+1:x', '+1:'],
    ['operator', 'rating+1>5', '+1>'],
    ['operator', 'tag+1:(x)', '+1:'],
    ['operator', 'performer.age:~x', ':~'],
    ['operator', 'tag>x', '>'],
    ['field', 'performer.agee<30', 'agee'],
    ['field', 'performer:(a OR (agee<30))', 'agee'],
    ['field', 'performer:(resolution:720p)', 'resolution'],
    ['field', 'performer..age:3', ''],
    ['field', '-title.x:y', 'title'],
    ['field', 'custom:x', 'custom'],
    ['field', 'performer.custom.a.b:x', 'custom.a.b'],
    ['field', 'custom.1:x', 'custom.1'],
    ['syntax', 'performer:()', '()'],
    ['syntax', 'performer:(a', '('],
    ['syntax', 'performer.rating:(a)', 'performer.rating:'],
    ['too_deep', 'performer.tag.parent.parent.name:x', 'parent'],
    ['too_deep', 'performer:(tag:(parent:(parent:(x))))', 'parent:'],
    ['too_deep', 'performer.studio.video.marker:x', 'performer.studio.video.marker:'],
    ['value', 'performer:(age:old)', 'old'],
    ['value', 'plays:none', 'none'],
    ['value', 'framerate:fast', 'fast'],
    ['value', 'framerate:1.2345', '1.2345'],
    ['value', 'framerate:-1', '-1'],
    ['value', 'bitrate:5', '5'],
    ['value', 'phash:f0e1', 'f0e1'],
    ['value', 'phash:f0e1d2c3b4a59687~17', 'f0e1d2c3b4a59687~17'],
    ['value', 'oshash:f0e1d2c3b4a59687~1', 'f0e1d2c3b4a59687~1'],
    ['value', 'externalid:|x', '|x'],
    ['value', String.raw`title:~"(a)\1"`, String.raw`\1`],
    ['value', String.raw`title:~\\\2`, String.raw`\2`],
    ['value', String.raw`title:~"\"\\(("`, '('],
    ['value', 'title:~a[b', '['],
    ['value', 'custom.place:~"a b*" path:~"(?:x"', '('],
    ['value', `title:~${'x'.repeat(201)}`, 'x'.repeat(201)],
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
