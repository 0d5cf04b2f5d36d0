/**
 * The pages of one list that are known. The list is entered somewhere, at its beginning or at a place that was jumped or returned to, and
 * grows from there page by page in both directions, each leading to its neighbours by cursors. Places are counted as if the whole list
 * were here; after a jump they are estimates until an end is reached.
 */
export interface Pages<T> {
  /** Place of the first item of page 0. */
  anchor: number;
  /** How pages are asked for, by number; null is the beginning of the list. */
  cursors: ReadonlyMap<number, string | null>;
  /** Items of pages near the ones that are looked at. */
  items: ReadonlyMap<number, readonly T[]>;
  /** The pages with which the list begins and ends, once they are known, and how many items they have. */
  first: End | null;
  last: End | null;
}

interface End {
  page: number;
  length: number;
}

export interface Page<T> {
  items: readonly T[];
  nextCursor: string | null;
  previousCursor?: string | null | undefined;
}

/** Where a list is entered. */
export interface Entry {
  index: number;
  cursor: string | null;
}

/** Enough for two screens at usual densities. */
export const pageSize = 60;
/** Pages on either side of the ones that are looked at which stay at hand. */
const keptPages = 6;

export const enter = <T>({ index, cursor }: Entry): Pages<T> => ({
  anchor: cursor === null ? 0 : index,
  cursors: new Map([[0, cursor]]),
  items: new Map(),
  first: null,
  last: null,
});

/** Takes in a page that arrived, or arrived again: its neighbours can be asked for from now on. */
export function learn<T>(pages: Pages<T>, number: number, page: Page<T>): Pages<T> {
  const cursors = new Map(pages.cursors);
  let { first, last } = pages;
  // Pages lead away from page 0: the way back is known already, and an answer from later must not bend it.
  if (number >= 0) {
    if (page.nextCursor === null) {
      last = { page: number, length: page.items.length };
      for (const known of cursors.keys()) if (known > number) cursors.delete(known);
    } else {
      cursors.set(number + 1, page.nextCursor);
      if (last && last.page <= number) last = null;
    }
  }
  if (number <= 0) {
    if (page.previousCursor) {
      cursors.set(number - 1, page.previousCursor);
      if (first && first.page >= number) first = null;
    } else {
      first = { page: number, length: page.items.length };
      for (const known of cursors.keys()) if (known < number) cursors.delete(known);
    }
  }
  return { ...pages, cursors, items: new Map(pages.items).set(number, page.items), first, last };
}

/** Forgets the items of pages that are far from those between `from` and `to`; how to ask for them again stays known. */
export function trim<T>(pages: Pages<T>, from: number, to: number): Pages<T> {
  const far = [...pages.items.keys()].filter((number) => number < from - keptPages || number > to + keptPages);
  if (far.length === 0) return pages;
  const items = new Map(pages.items);
  for (const number of far) items.delete(number);
  return { ...pages, items };
}

/** Place of the first item of a page. Only the page that begins the list can be shorter than the others and still have one behind it. */
const startOf = ({ anchor, first }: Pages<unknown>, number: number): number =>
  first && number === first.page && number < 0 ? anchor + (number + 1) * pageSize - first.length : anchor + number * pageSize;

export const pageAt = ({ anchor }: Pages<unknown>, index: number): number => Math.floor((index - anchor) / pageSize);

export function itemAt<T>(pages: Pages<T>, index: number): T | undefined {
  const number = pageAt(pages, index);
  return pages.items.get(number)?.[index - startOf(pages, number)];
}

/** Known pages that reach farthest in either direction. */
const reach = ({ cursors }: Pages<unknown>): [from: number, to: number] => [Math.min(...cursors.keys()), Math.max(...cursors.keys())];

/** Numbers of the pages to have for these places; where the way there is not known yet, the known page that is nearest to it. */
export function pagesFor(pages: Pages<unknown>, firstIndex: number, lastIndex: number): number[] {
  const [from, to] = reach(pages);
  const clip = (number: number): number => Math.max(from, Math.min(to, number));
  const begin = clip(pageAt(pages, firstIndex));
  const end = clip(pageAt(pages, lastIndex));
  return Array.from({ length: end - begin + 1 }, (_, step) => begin + step);
}

/** How many pages lie between what is known and this place; 0 where it is known. */
export function pagesAway(pages: Pages<unknown>, index: number): number {
  const [from, to] = reach(pages);
  const number = pageAt(pages, index);
  return number < from ? (pages.first ? 0 : from - number) : number > to ? (pages.last ? 0 : number - to) : 0;
}

/** How many items there are, as far as is known; `expected` is what the server counted, a least number unless `exact`. */
export function countOf(pages: Pages<unknown>, expected: { count: number; exact: boolean } | null): number {
  const { anchor, last, items } = pages;
  if (last) return Math.max(0, anchor + last.page * pageSize + last.length);
  const [, to] = reach(pages);
  // The next page is on its way, and shown as such.
  const known = anchor + (to + (items.size === 0 && expected ? 0 : 1)) * pageSize;
  return expected ? Math.max(expected.count, expected.exact ? 0 : known) : known;
}

/**
 * By how much all places are wrong: a list that was entered in its middle may turn out to begin before or after its place 0.
 * Adding it with `moveBy` puts that right.
 */
export function misplacement(pages: Pages<unknown>): number {
  if (pages.first) return -startOf(pages, pages.first.page);
  const [from] = reach(pages);
  const start = pages.anchor + from * pageSize;
  return start < 0 ? Math.ceil(-start / pageSize) * pageSize : 0;
}

export const moveBy = <T>(pages: Pages<T>, places: number): Pages<T> =>
  places === 0 ? pages : { ...pages, anchor: pages.anchor + places };
