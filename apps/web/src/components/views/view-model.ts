import type { Layout, SavedView } from '@reelm/contracts';

/** What a list shows at present, as a saved view keeps it. */
export interface Look {
  q: string;
  sort: string;
  layout: Layout;
}

/** Whether a view is shown just so. */
export const isShown = (view: Look, { q, sort, layout }: Look): boolean =>
  view.q === q && view.sort === sort && JSON.stringify(plain(view.layout)) === JSON.stringify(plain(layout));

const plain = ({ mode, zoom, columns }: Layout): unknown => [mode, zoom, columns?.map(({ id, width }) => [id, width]) ?? null];

/** The view that a list shows: the one just so, else the one that was chosen last and was changed since. */
export const currentView = (views: readonly SavedView[], chosen: string | null, look: Look): SavedView | null =>
  views.find((view) => view.id === chosen && isShown(view, look)) ??
  views.find((view) => isShown(view, look)) ??
  views.find(({ id }) => id === chosen) ??
  null;
