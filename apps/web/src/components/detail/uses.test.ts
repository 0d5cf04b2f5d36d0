import { describe, expect, it } from 'vitest';
import { listed, moved, usesOf } from './uses.js';

describe('uses of an entity', () => {
  it('are told with their number, and left out where there are none', () => {
    expect(usesOf('tag', { videos: 1200, performers: 1, studios: 0, groups: 0, markers: 2, galleries: 1, images: 0 })).toEqual([
      '1,200 videos',
      '1 performer',
      '2 markers',
      '1 gallery',
    ]);
  });

  it('of a group are its videos and the groups within it', () => {
    expect(usesOf('group', { videos: 1, groups: 2, markers: 9 })).toEqual(['1 video', '2 groups']);
  });
});

describe('a list in words', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j is %s', (parts, words) => {
    expect(listed(parts)).toBe(words);
  });
});

describe('moving one of several', () => {
  const pictures = ['a', 'b', 'c'].map((id) => ({ id }));
  const order = (id: string, to: number): string =>
    moved(pictures, id, to)
      .map((picture) => picture.id)
      .join('');

  it('puts it where it is wanted and keeps the others in order', () => {
    expect([order('c', 0), order('a', 2), order('b', 1), order('a', 1)]).toEqual(['cab', 'bca', 'abc', 'bac']);
  });

  it('changes nothing for one that is not there', () => {
    expect(order('x', 0)).toBe('abc');
  });
});
