import { expect, it } from 'vitest';
import { chooseCover } from './cover.js';

const black = { seconds: 0, bytes: 900, statistics: { mean: 2, low: 0, high: 4 } };
const title = { seconds: 1, bytes: 9_000, statistics: { mean: 60, low: 50, high: 60 } };
const white = { seconds: 2, bytes: 9_000, statistics: { mean: 250, low: 200, high: 255 } };
const scene = { seconds: 3, bytes: 5_000, statistics: { mean: 100, low: 40, high: 170 } };
const detailed = { seconds: 4, bytes: 7_000, statistics: { mean: 90, low: 30, high: 160 } };

it('takes the most detailed of those that show something', () => {
  expect(chooseCover([black, title, white, scene, detailed])).toBe(detailed);
  expect(chooseCover([detailed, { ...detailed, seconds: 9 }])).toBe(detailed);
});
it('takes the best of what there is when all is dark', () => {
  expect(chooseCover([black, title])).toBe(title);
  expect(chooseCover([])).toBeUndefined();
});
