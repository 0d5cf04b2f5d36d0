import { VideoSort } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';
import { sortKeys } from './sort.js';

const id = '019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b';
const values = {
  added: '2026-01-31T08:15:00.123Z',
  name: 'beach 000000000002',
  date: '2019-06-01',
  duration: 61.53,
  rating: 80,
  size: 2 ** 40,
  resolution: 1080,
};
const isName = (name: string): name is keyof typeof values => Object.hasOwn(values, name);
const valueOf = (sort: VideoSort) => {
  const name = sort.replace('-', '');
  if (!isName(name)) throw new Error(`No example for ${sort}`);
  return values[name];
};

const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'no error';
};

test.each(VideoSort.options)('a cursor sorted by %s leads back to its place', (sort) => {
  const place = { value: valueOf(sort), id };
  expect(decodeCursor(encodeCursor(sort, place), sort)).toEqual(place);
});

test.each(VideoSort.options)('a cursor sorted by %s may stand behind the last value where there are videos without one', (sort) => {
  const place = { value: null, id };
  const back = () => decodeCursor(encodeCursor(sort, place), sort);
  if (sortKeys[sort].nullable) expect(back()).toEqual(place);
  else expect(code(back)).toBe('cursor.invalid');
});

test('a cursor is good for its own sort order only', () => {
  const cursor = encodeCursor('name', { value: 'a', id });
  expect(code(() => decodeCursor(cursor, '-name'))).toBe('cursor.invalid');
  expect(code(() => decodeCursor(cursor, 'rating'))).toBe('cursor.invalid');
});

test('anything else is refused, never an accident', () => {
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const cursor of [
    '',
    'x',
    '%%%',
    forged(null),
    forged(['name', 'a']),
    forged(['name', 'a\0b', id]),
    forged(['name', 1, id]),
    forged(['name', 'a', "' OR 1"]),
  ]) {
    expect(code(() => decodeCursor(cursor, 'name'))).toBe('cursor.invalid');
  }
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...VideoSort.options),
      (cursor, sort) => code(() => decodeCursor(cursor, sort)) === 'cursor.invalid',
    ),
  );
});

test('the longest name fits into the length that the contract allows', () => {
  expect(encodeCursor('-name', { value: '\u{1f3ac}'.repeat(110), id }).length).toBeLessThanOrEqual(1000);
  expect(encodeCursor('-name', { value: '\u0001'.repeat(110), id }).length).toBeLessThanOrEqual(1000);
});
