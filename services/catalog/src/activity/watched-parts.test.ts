import { expect, it } from 'vitest';
import { watchedPartCount, watchedParts } from './watched-parts.js';

it('tells which parts of a video were watched', () => {
  const parts = watchedParts(1_000, 25, 10);
  expect(parts).toHaveLength(watchedPartCount);
  expect(parts?.slice(0, 4)).toEqual([0, 5, 5, 0]);
});

it('never tells of more than was there to be watched', () => {
  expect(watchedParts(1_000, 5, 10)?.[0]).toBe(5);
  expect(watchedParts(1_000, 1_200, 10)?.at(-1)).toBe(10);
  const sum = watchedParts(1_000, 500, 400)?.reduce((all, part) => all + part, 0);
  expect(sum).toBeCloseTo(60);
});

it.each([
  [null, 10, 5],
  [0, 10, 5],
  [100, 10, 0],
  [100, 0, 5],
])('knows nothing of %s seconds at %s after %s', (duration, position, seconds) => {
  expect(watchedParts(duration, position, seconds)).toBeNull();
});
