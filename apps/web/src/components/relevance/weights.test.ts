import { expect, it } from 'vitest';
import { partsOf } from './weights';

it('explains a score by its parts, the most first, without those that add nothing', () => {
  expect(partsOf({ score: 4, parts: { text: 1, rating: 0, duration: 0, recency: 3, plays: 0 } })).toEqual([
    { name: 'Newness', points: 3, share: 0.75 },
    { name: 'Words found', points: 1, share: 0.25 },
  ]);
  expect(partsOf({ score: 0, parts: { text: 0 } })).toEqual([]);
});
