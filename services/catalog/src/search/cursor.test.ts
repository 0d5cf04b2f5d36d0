import { sortNames } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, type Place } from './cursor.js';
import { readSort, type SortValue } from './sort.js';

const id = '019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b';

const names = Object.entries(sortNames).flatMap(([kind, list]) =>
  list
    .filter((name) => name !== 'relevance')
    .map((name) => [kind as keyof typeof sortNames, name === 'random' ? 'random:7' : name] as const),
);

const exampleOf = (kind: keyof typeof sortNames, sort: string): SortValue => {
  const order = readSort(kind, sort);
  if (order.by !== 'steps') return -7;
  switch (order.steps[0].key.type) {
    case 'text':
      return 'beach 000000000002';
    case 'timestamptz':
      return '2026-01-31T08:15:00.123Z';
    case 'bigint':
      return 2 ** 40;
    case 'real':
    case 'double precision':
      return 23.976;
  }
};

const decode = (cursor: string, kind: keyof typeof sortNames, sort: string) => decodeCursor(cursor, sort, readSort(kind, sort));
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'no error';
};

test.each(names)('a cursor of %s sorted by %s leads back to its place, in its direction', (kind, sort) => {
  const place: Place = { values: [exampleOf(kind, sort)], id };
  for (const backward of [true, false]) {
    expect(decode(encodeCursor(sort, { place, backward }), kind, sort)).toEqual({ place, backward });
    const start = { place: { ...place, id: null }, backward };
    expect(decode(encodeCursor(sort, start), kind, sort)).toEqual(start);
  }
});

test.each(names)('a cursor of %s sorted by %s may stand behind the last value where there are items without one', (kind, sort) => {
  const order = readSort(kind, sort);
  const place: Place = { values: [null], id };
  const back = () => decode(encodeCursor(sort, { place, backward: false }), kind, sort).place;
  if (order.by === 'steps' && order.steps[0].key.valued) expect(back()).toEqual(place);
  else expect(code(back)).toBe('cursor.invalid');
});

test('a cursor holds a value for each step', () => {
  const sort = '-rating,added,name';
  const place: Place = { values: [null, '2026-01-31T08:15:00.123Z', 'a'], id };
  expect(decode(encodeCursor(sort, { place, backward: false }), 'video', sort).place).toEqual(place);
  const short = { ...place, values: place.values.slice(0, 2) };
  expect(code(() => decode(encodeCursor(sort, { place: short, backward: false }), 'video', sort))).toBe('cursor.invalid');
});

test('a cursor is good for its own sort order only', () => {
  const cursor = encodeCursor('name', { place: { values: ['a'], id }, backward: false });
  for (const sort of ['-name', 'rating', 'name,added', 'random:7', 'relevance'])
    expect(code(() => decode(cursor, 'video', sort))).toBe('cursor.invalid');
});

test('anything else is refused, never an accident', () => {
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const cursor of [
    '',
    'x',
    '%%%',
    forged(null),
    forged(['name', 0, id]),
    forged(['name', 2, id, 'a']),
    forged(['name', 0, id, 'a\0b']),
    forged(['name', 0, id, 1]),
    forged(['name', 0, "' OR 1", 'a']),
    forged(['name', 0, id, 'a', 'b']),
  ]) {
    expect(code(() => decode(cursor, 'video', 'name'))).toBe('cursor.invalid');
  }
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...names),
      (cursor, [kind, sort]) => code(() => decode(cursor, kind, sort)) === 'cursor.invalid',
    ),
  );
});

test('the longest name fits into the length that the contract allows', () => {
  const name = (value: string) => encodeCursor('-name', { place: { values: [value], id }, backward: false });
  expect(name('\u{1f3ac}'.repeat(110)).length).toBeLessThanOrEqual(1000);
  expect(name('\u0001'.repeat(110)).length).toBeLessThanOrEqual(1000);
});
