import type { BulkTarget } from '@reelm/contracts';

/** What is chosen in a list: some items by id, or all that answer the search, known by the search alone, but those left out. */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; except: ReadonlySet<string> };

export const nothing: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, except: new Set() };

export const isAll = (selection: Selection): boolean => selection.all && selection.except.size === 0;
export const isEmpty = (selection: Selection): boolean => !selection.all && selection.ids.size === 0;
export const isSelected = (selection: Selection, id: string): boolean =>
  selection.all ? !selection.except.has(id) : selection.ids.has(id);

/** Takes an item in, or lets it go. */
export const toggle = (selection: Selection, id: string): Selection =>
  selection.all ? { all: true, except: toggled(selection.except, id) } : { all: false, ids: toggled(selection.ids, id) };

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Adds a run of items, as Shift does; null stands for those that are not loaded. */
export const addRange = (selection: Selection, ids: readonly string[]): Selection =>
  selection.all
    ? { all: true, except: new Set([...selection.except].filter((id) => !ids.includes(id))) }
    : { all: false, ids: new Set([...selection.ids, ...ids]) };

/** How many are chosen; null where only the server could tell. */
export const countSelected = (selection: Selection, total: { count: number; exact: boolean } | null): number | null =>
  selection.all ? (total?.exact ? Math.max(total.count - selection.except.size, 0) : null) : selection.ids.size;

/** The items that an edit of many at once is about, as its endpoint takes it. */
export const targetOf = (selection: Selection, q: string): BulkTarget =>
  selection.all ? { q, ...(selection.except.size > 0 && { except: [...selection.except] }) } : { ids: [...selection.ids] };
