import { expect, it } from 'vitest';
import { deletedAt, tooOld } from './trash-age';

const items = ['2026-03-01T10:00:00.000Z', '2026-03-09T10:00:00.000Z'].map((trashedAt) => ({ trashedAt }));

it('a file goes so many days after it came', () => {
  expect(deletedAt({ trashedAt: '2026-02-25T10:00:00.000Z' }, 7)).toBe('2026-03-04T10:00:00.000Z');
});

it('what is as old as that already goes at once', () => {
  const now = Date.parse('2026-03-10T10:00:00.000Z');
  expect(tooOld(items, 30, now)).toEqual([]);
  expect(tooOld(items, 7, now)).toEqual(items.slice(0, 1));
  expect(tooOld(items, 1, now)).toEqual(items);
  expect(tooOld(items, null, now)).toEqual([]);
});
