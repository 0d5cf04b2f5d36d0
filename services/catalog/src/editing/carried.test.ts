import { describe, expect, it } from 'vitest';
import { carriedChapters, carriedMoment } from './carried.js';

const pieces = [
  { startSeconds: 10, endSeconds: 20 },
  { startSeconds: 40, endSeconds: 60 },
];

describe('a moment of a film of which pieces are kept', () => {
  it.each([
    ['a place in the first piece', { startSeconds: 12, endSeconds: null }, { startSeconds: 2, endSeconds: null }],
    ['a place in the second', { startSeconds: 40, endSeconds: null }, { startSeconds: 10, endSeconds: null }],
    ['a place that is cut away', { startSeconds: 30, endSeconds: null }, null],
    ['a place where a piece ends', { startSeconds: 20, endSeconds: null }, null],
    ['a range within a piece', { startSeconds: 41.5, endSeconds: 45 }, { startSeconds: 11.5, endSeconds: 15 }],
    ['a range that begins before', { startSeconds: 5, endSeconds: 12 }, { startSeconds: 0, endSeconds: 2 }],
    ['a range over what is cut away', { startSeconds: 15, endSeconds: 45 }, { startSeconds: 5, endSeconds: 15 }],
    ['a range that is cut away', { startSeconds: 21, endSeconds: 40 }, null],
  ])('%s', (_, moment, carried) => {
    expect(carriedMoment(moment, pieces)).toEqual(carried);
  });

  it('is where it was in a film that is whole', () => {
    expect(carriedMoment({ startSeconds: 12.25, endSeconds: 13 }, [{ startSeconds: 0, endSeconds: 100 }])).toEqual({
      startSeconds: 12.25,
      endSeconds: 13,
    });
  });
});

it('chapters begin where their first picture is', () => {
  const chapters = [
    { startSeconds: 0, title: 'Sea' },
    { startSeconds: 15, title: 'Shore' },
    { startSeconds: 30, title: 'Town' },
    { startSeconds: 50, title: 'End' },
  ];
  expect(carriedChapters(chapters, pieces)).toEqual([
    { startSeconds: 0, title: 'Sea' },
    { startSeconds: 5, title: 'Shore' },
    { startSeconds: 10, title: 'Town' },
    { startSeconds: 20, title: 'End' },
  ]);
  expect(carriedChapters([], pieces)).toEqual([]);
});
