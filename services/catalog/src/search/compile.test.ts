import { describe, expect, test } from 'vitest';
import { compileQuery } from './compile.js';
import { Parameters } from './parameters.js';
import { readQuery } from './read.js';

const compiled = (q: string) => {
  const parameters = new Parameters();
  const sql = compileQuery(readQuery(q), parameters, new Date('2026-06-15T12:00:00Z'));
  return [sql, ...parameters.values.map((value) => (value instanceof Date ? value.toISOString() : value))];
};

describe('a search becomes SQL', () => {
  test.each<[string, ...unknown[]]>([
    ['', 'true'],
    ['beach', 'v.search LIKE search_pattern($1)', 'beach'],
    ['"old stuff"', 'v.search LIKE search_pattern($1)', 'old stuff'],
    ['a b', '(v.search LIKE search_pattern($1) AND v.search LIKE search_pattern($2))', 'a', 'b'],
    ['a OR b', '(v.search LIKE search_pattern($1) OR v.search LIKE search_pattern($2))', 'a', 'b'],
    ['-a', '(v.search LIKE search_pattern($1)) IS NOT TRUE', 'a'],
    ['-(a OR b)', '((v.search LIKE search_pattern($1) OR v.search LIKE search_pattern($2))) IS NOT TRUE', 'a', 'b'],
    ['title:x', '(v.search LIKE search_pattern($1) AND search_text(v.title) LIKE search_pattern($2))', 'x', 'x'],
    ['details:x', '(v.search LIKE search_pattern($1) AND search_text(v.details) LIKE search_pattern($2))', 'x', 'x'],
    ['path:x', '(v.search LIKE search_pattern($1) AND v.paths LIKE search_pattern($2))', 'x', 'x'],
    ['rating>=80', '(v.rating >= $1::double precision)', 80],
    ['rating:80', '(v.rating >= $1::double precision AND v.rating < $2::double precision)', 80, 81],
    ['rating!=80', '((v.rating >= $1::double precision AND v.rating < $2::double precision)) IS NOT TRUE', 80, 81],
    ['duration:10m..1h', '(v.duration >= $1::double precision AND v.duration < $2::double precision)', 600, 3601],
    ['resolution>=1080p', '(v.resolution >= $1::double precision)', 1080],
    ['size<10MB', '(v.bytes < $1::double precision)', 10_000_000],
    ['is:favourite', 'v.favourite = $1::boolean', true],
    ['organised:false', 'v.organised = $1::boolean', false],
    ['codec:H265', 'v.codec = lower($1::text)', 'hevc'],
    ['state:failed', 'v.state = $1', 'failed'],
    ['missing:cover', 'v.cover_key IS NULL'],
    ['added:<30d', '(v.created_at >= $1::timestamptz)', '2026-05-16T12:00:00.000Z'],
    [
      'added:2026',
      '(v.created_at >= $1::timestamptz AND v.created_at < $2::timestamptz)',
      '2026-01-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
    ],
    ['date:2019-06', '(v.date_day >= $1::text AND v.date_day < $2::text)', '2019-06-01', '2019-07-01'],
    ['date:>1y', '(v.date_day < $1::text)', '2025-06-15'],
    ['library:Films', 'v.library_ids && ARRAY(SELECT l.id FROM library l WHERE fold_text(l.name) = fold_text($1))', 'Films'],
  ])('%s', (q, ...expected) => {
    expect(compiled(q)).toEqual(expected);
  });

  test('no text of a search is ever part of the SQL', () => {
    const nasty = `"x'); DROP TABLE video; --" title:"$1" library:"\\\\" codec:"';"`;
    const [sql] = compiled(nasty);
    expect(sql).not.toMatch(/DROP|--|';/);
  });

  test('a search that cannot be read says where', () => {
    expect(() => readQuery('beach rating>abc')).toThrowError(
      expect.objectContaining({
        code: 'query.invalid',
        details: expect.objectContaining({ errors: [expect.objectContaining({ start: 13, end: 16, message: expect.any(String) })] }),
      }),
    );
  });
});
