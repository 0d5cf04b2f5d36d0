import { describe, expect, it } from 'vitest';
import { addSort, freeSorts, isSort, removeSort, replaceSort, shuffle, sortByColumn, turnSort, weightsFor } from './sorting';

const seed = () => 17;

describe('the order of a list', () => {
  it('gets one more step, in the direction that is usual for it', () => {
    expect(addSort('-rating', 'added')).toBe('-rating,-added');
    expect(addSort('-rating', 'name')).toBe('-rating,name');
  });

  it('never has more steps than the server takes', () => {
    const sort = ['name', 'date', 'size', 'duration'].reduce((before, name) => addSort(before, name), '-rating');
    expect(sort).toBe('name,-date,-size,-duration');
    expect(isSort('video', sort)).toBe(true);
  });

  it('is replaced by orders that stand alone, and replaces them', () => {
    expect(addSort('-rating,name', 'random', seed)).toBe('random:17');
    expect(addSort('random:17', 'name')).toBe('name');
    expect(replaceSort('-rating,name', 0, 'relevance')).toBe('relevance');
    expect(isSort('video', shuffle())).toBe(true);
  });

  it('turns round and loses steps, but never the last', () => {
    expect(turnSort('-rating,name', 1)).toBe('-rating,-name');
    expect(removeSort('-rating,name', 0)).toBe('name');
    expect(removeSort('name', 0)).toBe('name');
  });

  it('follows the heads of columns', () => {
    expect(sortByColumn('-added', 'rating', false)).toBe('-rating');
    expect(sortByColumn('-rating', 'rating', false)).toBe('rating');
    expect(sortByColumn('-rating,name', 'rating', false)).toBe('-rating');
    expect(sortByColumn('-rating', 'name', true)).toBe('-rating,name');
    expect(sortByColumn('-rating,name', 'name', true)).toBe('-rating,-name');
    expect(sortByColumn('random:17', 'name', true)).toBe('name');
  });

  it('offers what is not in use', () => {
    expect(freeSorts('marker', '-added,random:4')).toEqual(['updated', 'name', 'at']);
  });

  it('goes by own weights where they matter', () => {
    expect(weightsFor('relevance', { text: 4, plays: 0.5 })).toBe('text=4,plays=0.5');
    expect([weightsFor('relevance', {}), weightsFor('-added', { text: 4 })]).toEqual([undefined, undefined]);
  });
});
