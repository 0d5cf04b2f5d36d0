import type { EntityKind, SavedView } from '@reelm/contracts';

/** A row of the home page: the first items of a list. */
export interface Row {
  /** Name of a built-in row, or the id of a saved view. */
  id: string;
  title: string;
  kind: EntityKind;
  q: string;
  sort: string;
}

const builtIn = (seed: number): readonly Row[] => [
  { id: 'continue', title: 'Continue watching', kind: 'video', q: '-resume:none', sort: '-played' },
  { id: 'added', title: 'Recently added', kind: 'video', q: '', sort: '-added' },
  { id: 'later', title: 'Watch later', kind: 'video', q: 'watchlater:true', sort: '-watchlater' },
  { id: 'favourites', title: 'Favourites', kind: 'video', q: 'favourite:true', sort: '-added' },
  { id: 'random', title: 'Something else', kind: 'video', q: '', sort: `random:${seed}` },
];

const rowOf = ({ id, name, kind, q, sort }: SavedView): Row => ({ id, title: name, kind, q, sort });

/** All rows that there can be: shown ones in their order, and those that were taken off. */
export interface Rows {
  shown: Row[];
  hidden: Row[];
}

/**
 * @param chosen the user's own order of rows, null where they never chose. Pinned views that it does not know yet stand at its end.
 * @param views all saved views
 * @param seed of the shuffled row, 1 or more
 */
export function homeRows(chosen: readonly string[] | null, views: readonly SavedView[], seed: number): Rows {
  const usual = builtIn(seed);
  const pinned = views
    .filter((view) => view.pinned)
    .sort((one, other) => one.place - other.place)
    .map(rowOf);
  const all = [...usual, ...pinned];
  const order = chosen ?? usual.map(({ id }) => id);
  const ordered = order.map((id) => all.find((row) => row.id === id)).filter((row) => row !== undefined);
  const late = pinned.filter(({ id }) => !order.includes(id));
  return { shown: [...ordered, ...late], hidden: usual.filter(({ id }) => !order.includes(id)) };
}

/** The order with one row moved by a place; as it was where there is none to move to. */
export function moved(ids: readonly string[], id: string, by: 1 | -1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = ids.filter((other) => other !== id);
  next.splice(to, 0, id);
  return next;
}
