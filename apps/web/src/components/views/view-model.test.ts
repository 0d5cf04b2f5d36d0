import type { SavedView } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { currentView, isShown } from './view-model';

const look = { q: 'tag:beach', sort: '-rating', layout: { mode: 'grid', zoom: 4 } } as const;
const view = (id: string, part: Partial<SavedView> = {}): SavedView => ({
  id,
  kind: 'video',
  name: id,
  ...look,
  isDefault: false,
  pinned: false,
  place: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...part,
});

it('knows a view by search, order and layout', () => {
  expect(isShown(view('a'), look)).toBe(true);
  const others: Partial<SavedView>[] = [
    { q: '' },
    { sort: 'name' },
    { layout: { mode: 'wall', zoom: 4 } },
    { layout: { ...look.layout, columns: [{ id: 'name' }] } },
  ];
  for (const part of others) expect(isShown(view('a', part), look)).toBe(false);
});

it('finds the view that is shown, and the one that was changed since it was chosen', () => {
  const views = [view('a'), view('b', { q: 'tag:snow' }), view('c')];
  expect(currentView(views, null, look)?.id).toBe('a');
  expect(currentView(views, 'c', look)?.id).toBe('c');
  expect(currentView(views, 'b', look)?.id).toBe('a');
  expect(currentView(views, 'b', { ...look, q: 'tag:rain' })?.id).toBe('b');
  expect(currentView(views, null, { ...look, q: 'tag:rain' })).toBeNull();
});
