import type { SavedView } from '@reelm/contracts';
import { parse } from '@reelm/query-language';
import { describe, expect, it } from 'vitest';
import { homeRows, moved } from './rows';

const view = (id: string, part: Partial<SavedView> = {}): SavedView => ({
  id,
  kind: 'performer',
  name: `View ${id}`,
  q: 'rating>=80',
  sort: 'name',
  layout: { mode: 'grid', zoom: 4 },
  isDefault: false,
  pinned: true,
  place: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...part,
});
const ids = (chosen: string[] | null, views: SavedView[] = []) => homeRows(chosen, views, 7).shown.map(({ id }) => id);

describe('rows of the home page', () => {
  it('are the built-in ones and the pinned views by their place', () => {
    expect(ids(null, [view('b', { place: 2 }), view('a', { place: 1 }), view('c', { pinned: false })])).toEqual([
      'continue',
      'added',
      'later',
      'favourites',
      'random',
      'a',
      'b',
    ]);
  });

  it('follow what was chosen; a view pinned later stands at the end, and one unpinned is gone', () => {
    expect(ids(['b', 'added', 'gone'], [view('a'), view('b')])).toEqual(['b', 'added', 'a']);
    expect(ids(['b', 'added'], [view('b', { pinned: false })])).toEqual(['added']);
  });

  it('that were taken off can come back', () => {
    expect(homeRows(['added', 'random'], [], 7).hidden.map(({ id }) => id)).toEqual(['continue', 'later', 'favourites']);
  });

  it('ask what the search language understands', () => {
    expect(homeRows(null, [], 7).shown.map(({ q }) => parse(q, 'video').ok)).not.toContain(false);
  });

  it('move by one place, and stay at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
  });
});
