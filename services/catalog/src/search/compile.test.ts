import { entityFields, parse, type EntityKind, type FieldDefinition } from '@reelm/query-language';
import { describe, expect, test } from 'vitest';
import { unresolved } from '../testing/search.js';
import { compile } from './compile.js';
import { isRelated } from './meaning.js';
import { meaningOf } from './meanings/index.js';
import { readQuery } from './read.js';
import { hits, Writer } from './writer.js';

const compiled = (q: string, kind: EntityKind = 'video') => {
  const question = unresolved(kind, q);
  const writer = new Writer(question);
  const sql = compile(question.query, writer.row(kind), writer);
  return [sql, ...writer.values.map((value) => (value instanceof Date ? value.toISOString() : value))];
};

describe('a search becomes SQL', () => {
  test.each<[string, ...unknown[]]>([
    ['', 'true'],
    ['beach', 'v.search LIKE search_pattern($1)', 'beach'],
    ['a b', '(v.search LIKE search_pattern($1) AND v.search LIKE search_pattern($2))', 'a', 'b'],
    ['a OR b', '(v.search LIKE search_pattern($1) OR v.search LIKE search_pattern($2))', 'a', 'b'],
    ['-a', '(v.search LIKE search_pattern($1)) IS NOT TRUE', 'a'],
    ['title:x', '(v.search LIKE search_pattern($2) AND search_text(v.title) LIKE search_pattern($1))', 'x', 'x'],
    ['title=x', 'fold_text(v.title) = fold_text($1)', 'x'],
    ['director:~"x.y"', '(v.director COLLATE pg_c_utf8) ~* $1::text', 'x.y'],
    ['rating>=80', '(v.rating >= $1::bigint)', 80],
    ['rating:80', '(v.rating >= $1::bigint AND v.rating < $2::bigint)', 80, 81],
    ['rating!=80', '((v.rating >= $1::bigint AND v.rating < $2::bigint)) IS NOT TRUE', 80, 81],
    ['rating:none', 'NOT (v.rating IS NOT NULL)'],
    ['duration:10m..1h', '(v.duration >= $1::double precision AND v.duration < $2::double precision)', 600, 3601],
    ['is:favourite', 'v.favourite'],
    ['organised:false', 'NOT v.organised'],
    ['codec:H265', 'v.codec = lower($1::text)', 'hevc'],
    ['missing:cover', 'NOT (v.cover_key IS NOT NULL)'],
    ['added:<30d', '(v.created_at >= $1::timestamptz)', '2026-05-16T12:00:00.000Z'],
    ['date:2019-06', '(v.date_day >= $1::text AND v.date_day < $2::text)', '2019-06-01', '2019-07-01'],
    ['date:>1y', '(v.date_day < $1::text)', '2025-06-15'],
    ['tag:nothing', 'false'],
    ['tag:any', `v.tag_ids <> '{}'`],
    [
      'performer:(age<30 is:favourite)',
      `EXISTS (SELECT FROM performer p2 WHERE p2.id = ANY (v.performer_ids) AND true AND ((p2.birth_day > lpad((left(v.date_day, 4)::integer - $1::integer)::text, 4, '0') || substr(v.date_day, 5)) AND p2.favourite) OFFSET 0)`,
      30,
    ],
    ['plays>2', expect.stringContaining('AND mine.plays > 0 AND (mine.plays >= $1::bigint)'), 3, '01900000-0000-7000-8000-0000000000aa'],
  ])('%s', (q, ...expected) => {
    expect(compiled(q)).toEqual(expected);
  });

  test('names that were looked up stand as ids, which the index of their column finds', () => {
    const question = unresolved('video', 'tag:beach');
    const { query } = question;
    if (query.kind !== 'reference') throw new Error('tag:beach is a reference');
    const writer = new Writer({ ...question, resolved: { ...question.resolved, references: new Map([[query, ['a', 'b']]]) } });
    expect(compile(query, writer.row('video'), writer)).toBe(`(v.tag_ids <> '{}' AND v.tag_ids && $1::uuid[])`);
    expect(writer.values).toEqual([['a', 'b']]);
  });

  test('no text of a search is ever part of the SQL', () => {
    const nasty = `"x'); DROP TABLE video; --" title:"$1" library:"\\\\" codec:"';" path:~"--';" url="'/*" performer:("--" name:"';")`;
    const [sql] = compiled(nasty);
    expect(sql).not.toMatch(/DROP|--|';|\/\*/);
  });

  test('a search that cannot be read says where', () => {
    expect(() => readQuery('beach rating>abc', 'video')).toThrowError(
      expect.objectContaining({
        code: 'query.invalid',
        details: expect.objectContaining({ errors: [expect.objectContaining({ start: 13, end: 16, message: expect.any(String) })] }),
      }),
    );
  });
});

test('a limit narrows every video that a statement reads', () => {
  const question = unresolved('performer', 'video:(title:x) plays>1 with:any');
  const writer = new Writer({ ...question, scope: { userId: question.scope.userId, limit: readQuery('rating>=50', 'video') } });
  const { where } = hits({ ...question, scope: writer.question.scope }, writer.row('performer'), writer);
  expect(where.match(/\.listed/g)).toHaveLength(3);
  expect(where.match(/\.listed AND \(\w+\.rating >= \$\d+::bigint\)/g)).toHaveLength(3);
});

/** One clause of every kind that the language knows for a field. */
const examples = (name: string, field: FieldDefinition): string[] => {
  const nullable = field.nullable === true ? [`${name}:none`, `${name}:any`] : [];
  switch (field.type) {
    case 'text':
      return [`${name}:a`, `${name}="a b"`, `${name}:~"a+"`, ...nullable];
    case 'keyword':
    case 'externalid':
      return [`${name}:a`, `${name}:"a|b"`, `${name}:"a|"`, ...nullable];
    case 'choice':
      return [...field.values.map((value) => `${name}:${value}`), ...nullable];
    case 'boolean':
      return [`${name}:true`, `${name}:false`, ...nullable];
    case 'integer':
    case 'decimal':
      return [...[`${name}:`, `${name}>`, `${name}<=`].map((begin) => `${begin}${name.startsWith('career') ? 2000 : 10}`), ...nullable];
    case 'duration':
      return [`${name}:10m`, `${name}<1h`, ...nullable];
    case 'size':
      return [`${name}:1GB`, ...nullable];
    case 'bitrate':
      return [`${name}:1Mbps`, ...nullable];
    case 'resolution':
      return [`${name}:1080p`, ...nullable];
    case 'date':
      return [`${name}:2020`, `${name}>1y`, ...nullable];
    case 'hash':
      return [`${name}:${'a'.repeat(field.digits)}`, ...nullable];
    case 'reference':
      return [`${name}:a`, `${name}=a`, `${name}:(a)`, `${name}.added:2020`, ...nullable];
    case 'relation':
      return [`${name}:(a)`, `${name}.added:2020`, ...nullable];
    case 'custom':
    case 'flag':
      return [];
  }
};

describe.each(Object.keys(entityFields) as EntityKind[])('every field of %s', (kind) => {
  test.each(Object.entries(entityFields[kind]))('%s means something in each of its forms', (name, field) => {
    const given = examples(name, field);
    for (const q of given) {
      const result = parse(q, kind);
      if (!result.ok) throw new Error(`${q}: ${result.errors[0]?.message}`);
      const [sql] = compiled(q, kind);
      expect(typeof sql === 'string' && sql.length > 3).toBe(true);
      const { query } = result;
      if (query.kind === 'relation' || query.kind === 'reference') expect(isRelated(meaningOf(kind, name))).toBe(true);
    }
  });
});
