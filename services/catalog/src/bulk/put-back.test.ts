import { describe, expect, it } from 'vitest';
import { kinds } from '../entities/kinds.js';
import { putBack } from './put-back.js';

const { video, group } = kinds;

describe('undoing an edit of one row', () => {
  it('puts a field back while it has the value that the edit gave it', () => {
    expect(putBack(video, { rating: 80, title: 'B' }, { rating: 60, title: 'A' }, { rating: 80, title: 'B' })).toEqual({
      values: { rating: 60, title: 'A' },
      kept: [],
    });
  });

  it('keeps a field that was edited since, and puts the others back', () => {
    expect(putBack(video, { rating: 90, title: 'B' }, { rating: 60, title: 'A' }, { rating: 80, title: 'B' })).toEqual({
      values: { title: 'A' },
      kept: ['rating'],
    });
  });

  it('has nothing to do where somebody put a field back already', () => {
    expect(putBack(video, { rating: 60 }, { rating: 60 }, { rating: 80 })).toEqual({ values: {}, kept: [] });
  });

  it('takes from a list what the edit added, returns what it removed, and leaves what came since', () => {
    const back = (present: string[]) => putBack(video, { urls: present }, { urls: ['a', 'b'] }, { urls: ['b', 'c'] });
    expect(back(['b', 'c'])).toEqual({ values: { urls: ['a', 'b'] }, kept: [] });
    expect(back(['b', 'c', 'd'])).toEqual({ values: { urls: ['b', 'd', 'a'] }, kept: [] });
    expect(back(['d'])).toEqual({ values: { urls: ['d', 'a'] }, kept: [] });
  });

  it('treats each custom value by itself', () => {
    const [before, after] = [{ custom: { place: 'Rome', year: 1 } }, { custom: { place: 'Bonn', year: 2, extra: true } }];
    expect(putBack(video, { custom: { place: 'Bonn', year: 3, extra: true, other: 'x' } }, before, after)).toEqual({
      values: { custom: { place: 'Rome', year: 3, other: 'x' } },
      kept: ['custom.year'],
    });
  });

  it('puts fields that belong together back together, or not at all', () => {
    const [before, after] = [
      { performerIds: ['p'], credits: [] },
      { performerIds: ['p', 'q'], credits: [] },
    ];
    expect(putBack(video, { performerIds: ['p', 'q'], credits: [] }, before, after).values).toEqual(before);
    const credited = { performerIds: ['p', 'q'], credits: [{ performerId: 'q', creditedAs: 'Q', tagIds: [] }] };
    expect(putBack(video, credited, before, after)).toEqual({ values: {}, kept: ['performerIds'] });
    const parts = { parts: [{ id: 'a', description: null }], partIds: ['a'] };
    expect(putBack(group, { ...parts, partIds: ['a'] }, { parts: [], partIds: [] }, parts).values).toEqual({ parts: [], partIds: [] });
  });
});
