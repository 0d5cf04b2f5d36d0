import { describe, expect, it } from 'vitest';
import { errorsOf, fieldAt, join, read, textOf, write } from './language';

const chips = (q: string) => {
  const reading = read(q, 'video');
  if (!reading.ok) throw new Error(reading.errors[0]?.message);
  return reading.chips;
};

describe('the chips of a search', () => {
  it('are the parts that must all hold', () => {
    expect(chips('harbour tag:beach rating>=80').map(({ path, operator, values }) => [path, operator, ...values])).toEqual([
      [null, '', 'harbour'],
      ['tag', ':', 'beach'],
      ['rating', '>=', '80'],
    ]);
  });

  it('carry their negation apart', () => {
    expect(chips('-tag:"old stuff"')).toEqual([
      { text: 'tag:"old stuff"', negated: true, path: 'tag', operator: ':', values: ['old stuff'] },
    ]);
  });

  it('hold the values of one field together, and other alternatives as they are', () => {
    const [tags, mixed] = chips('(tag:a OR tag:b) (tag:a OR rating>80)');
    expect(tags).toMatchObject({ path: 'tag', values: ['a', 'b'] });
    expect(mixed).toMatchObject({ path: null, values: ['tag:a OR rating>80'] });
  });

  it.each([
    'harbour -tag:"old stuff" (tag:a OR tag:b) performer.age<30 performer:(age<30 tag:dance)',
    '"a b" -(tag:a rating>80)',
    'tag+2:a tag=b',
  ])('can be joined again: %s', (q) => {
    const canonical = join([q], 'video');
    expect(join(chips(q).map(textOf), 'video')).toBe(canonical);
  });

  it('tell where a search cannot be read', () => {
    expect(read('ratng>80', 'video')).toMatchObject({ ok: false, errors: [{ start: 0, end: 5 }] });
  });
});

describe('joining', () => {
  it('keeps alternatives of one part from spilling into the others', () => {
    expect(join(['tag:a OR tag:b', 'harbour'], 'video')).toBe('(tag:a OR tag:b) harbour');
  });

  it('leaves out what cannot be read', () => {
    expect(join(['tag:a', 'ratng>80', ''], 'video')).toBe('tag:a');
  });
});

describe('writing a test of a field', () => {
  const field = (path: string) => {
    const found = fieldAt(path, 'video');
    if (!found) throw new Error(`no field ${path}`);
    return found;
  };

  it('quotes names and leaves numbers as they are', () => {
    expect(write({ path: 'tag', field: field('tag'), operator: ':', values: ['old stuff', 'b'], negated: true })).toBe(
      '-(tag:"old stuff" OR tag:b)',
    );
    expect(write({ path: 'duration', field: field('duration'), operator: ':', values: ['10m..1h'], negated: false })).toBe(
      'duration:10m..1h',
    );
    expect(write({ path: 'performer.age', field: field('performer.age'), operator: '<', values: ['30'], negated: false })).toBe(
      'performer.age<30',
    );
  });

  it('writes nothing without a value', () => {
    expect(write({ path: 'tag', field: field('tag'), operator: ':', values: [' '], negated: false })).toBe('');
  });

  it('gives what can be read again', () => {
    const text = write({ path: 'title', field: field('title'), operator: ':~', values: ['^(a|b) "c"'], negated: false });
    expect(errorsOf(text, 'video')).toEqual([]);
    expect(chips(text)[0]?.values).toEqual(['^(a|b) "c"']);
  });
});
