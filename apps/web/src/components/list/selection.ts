/** What is chosen in a list: some items by id, or all that answer the search, known by the search alone. */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true };

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true };

export const isEmpty = (selection: Selection): boolean => !selection.all && selection.ids.size === 0;
export const isSelected = (selection: Selection, id: string): boolean => selection.all || selection.ids.has(id);

/** Of all that match, one cannot be left out: the choice is a search, not a list. It begins anew with the item that was pointed at. */
export function toggle(selection: Selection, id: string): Selection {
  if (selection.all) return { all: false, ids: new Set([id]) };
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: false, ids };
}

/** Adds a run of items, as Shift does; null stands for those that are not loaded. */
export const addRange = (selection: Selection, ids: readonly string[]): Selection =>
  selection.all ? selection : { all: false, ids: new Set([...selection.ids, ...ids]) };

/** How many are chosen; null where only the server could tell. */
export const countSelected = (selection: Selection, total: { count: number; exact: boolean } | null): number | null =>
  selection.all ? (total?.exact ? total.count : null) : selection.ids.size;

/** The items that an edit of many at once is about, as its endpoint takes it. */
export const targetOf = (selection: Selection, q: string): { ids: string[] } | { q: string } =>
  selection.all ? { q } : { ids: [...selection.ids] };
