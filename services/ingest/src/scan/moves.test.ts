import { describe, expect, it } from 'vitest';
import { pairMoves, type Arrival, type Lost } from './moves.js';

const arrival = (path: string, more: Partial<Arrival> = {}): Arrival => ({ libraryId: 'L', path, bytes: 1, oshash: 'h', ...more });
const lost = (id: string, path: string, more: Partial<Lost> = {}): Lost => ({
  id,
  libraryId: 'L',
  path,
  bytes: 1,
  oshash: 'h',
  wasMissing: false,
  ...more,
});
const pairs = (arrivals: Arrival[], files: Lost[]) => Object.fromEntries([...pairMoves(arrivals, files)].map(([a, b]) => [a.path, b.id]));

describe('pairMoves', () => {
  it('pairs by size and hash', () => {
    expect(pairs([arrival('new'), arrival('other', { bytes: 2 }), arrival('third', { oshash: 'i' })], [lost('1', 'old')])).toEqual({
      new: '1',
    });
  });

  it('uses each file once', () => {
    expect(pairs([arrival('a'), arrival('b')], [lost('1', 'old')])).toEqual({ a: '1' });
    expect(pairs([arrival('a')], [lost('2', 'x'), lost('1', 'y')])).toEqual({ a: '1' });
  });

  it('prefers the same place, then the same name, then the same library', () => {
    const files = [lost('1', 'x/q', { libraryId: 'M' }), lost('2', 'x/r'), lost('3', 'x/a'), lost('4', 'b')];
    expect(pairs([arrival('c'), arrival('a'), arrival('b')], files)).toEqual({ a: '3', b: '4', c: '2' });
    expect(pairs([arrival('c')], files.slice(0, 1))).toEqual({ c: '1' });
  });

  it('prefers a file that just left to one that was long missing', () => {
    expect(pairs([arrival('x/a')], [lost('1', 'a', { wasMissing: true }), lost('2', 'b')])).toEqual({ 'x/a': '2' });
    expect(pairs([arrival('a')], [lost('1', 'a', { wasMissing: true }), lost('2', 'b')])).toEqual({ a: '1' });
    expect(pairs([arrival('c')], [lost('1', 'a', { wasMissing: true })])).toEqual({ c: '1' });
  });
});
