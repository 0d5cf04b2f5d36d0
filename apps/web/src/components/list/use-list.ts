'use client';

import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'react';
import { hasCode } from '@/lib/api';
import { notePlace, noteToRestore } from '@/lib/scroll-memory';
import { useLatest } from '@/lib/use-latest';
import { placed } from './scrubber-marks';
import type { Item, ListFilter, ListKind } from './kind';
import { listKeys, pageQuery, totalQuery } from './list-data';
import {
  countOf,
  enter,
  itemAt,
  learn,
  misplacement,
  moveBy,
  pageAt,
  pagesAway,
  pagesFor,
  pageSize,
  trim,
  type Entry,
  type Page,
  type Pages,
} from './pages';

/** Farther than this, the way page by page takes longer than a jump to the nearest known place. */
const walkablePages = 4;
/** Whoever drags the scroll bar passes many places; the one where it rests is loaded. */
const restMs = 140;

interface Total {
  count: number;
  exact: boolean;
}

/** A list as layouts show it: places from 0 to `count`, of which those near `onRange` are filled. */
export interface ListView<T extends Item> {
  count: number;
  itemAt: (index: number) => T | undefined;
  /** A layout tells which places it shows. */
  onRange: (first: number, last: number) => void;
  /** Sum of all corrections of places; when it changes, a layout moves by as much to stay at the same items. */
  moved: number;
}

type Action<T> =
  | { do: 'learn'; found: readonly (readonly [number: number, page: Page<T>])[] }
  | { do: 'look'; from: number; to: number }
  | { do: 'enter'; pages: Pages<T> };

interface Known<T> {
  pages: Pages<T>;
  moved: number;
}

function reduce<T>(known: Known<T>, action: Action<T>): Known<T> {
  switch (action.do) {
    case 'learn': {
      const pages = action.found.reduce(
        (before, [number, page]) => (before.items.get(number) === page.items ? before : learn(before, number, page)),
        known.pages,
      );
      const places = misplacement(pages);
      return { pages: moveBy(pages, places), moved: known.moved + places };
    }
    case 'look': {
      const pages = trim(known.pages, pageAt(known.pages, action.from), pageAt(known.pages, action.to));
      return pages === known.pages ? known : { ...known, pages };
    }
    case 'enter':
      return { ...known, pages: action.pages };
  }
}

/** What a list notes to find its place again: where the page begins that is at the top of the screen. */
interface Note extends Entry {
  total: Total | null;
}
const isNote = (note: unknown): note is Note => typeof note === 'object' && note !== null && 'index' in note && 'cursor' in note;

/** Enters the list with what is here already, so that Back shows it at once. */
function enterKnown<T extends Item>(client: QueryClient, kind: ListKind<T>, filter: ListFilter, entry: Entry): Pages<T> {
  const pages = enter<T>(entry);
  const page = client.getQueryData<Page<T>>(listKeys.page(kind.key, filter, pages.cursors.get(0) ?? null));
  return page ? learn(pages, 0, page) : pages;
}

/** One list, from its beginning or from where it was left. Give the component that uses it the filter as its `key`. */
export function useList<T extends Item>(kind: ListKind<T>, filter: ListFilter) {
  const client = useQueryClient();
  const [note] = useState(() => {
    const found = noteToRestore();
    return isNote(found) ? found : null;
  });
  const [{ pages, moved }, dispatch] = useReducer(reduce<T>, note ?? { index: 0, cursor: null }, (entry): Known<T> => ({
    pages: enterKnown(client, kind, filter, entry),
    moved: 0,
  }));
  const [range, setRange] = useState<[first: number, last: number]>([pages.anchor, pages.anchor]);
  const { data: counted } = useQuery(totalQuery(kind, filter.q));
  const total = counted ?? note?.total ?? null;
  const count = countOf(pages, total);

  const numbers = useMemo(() => pagesFor(pages, range[0] - pageSize / 2, range[1] + pageSize), [pages, range]);
  const queries = useQueries({ queries: numbers.map((number) => pageQuery(kind, filter, pages.cursors.get(number) ?? null)) });
  const found = queries.flatMap(({ data }, place) => {
    const number = numbers[place];
    return data && number !== undefined ? [[number, data] as const] : [];
  });
  const error = queries.find((query) => query.error)?.error ?? null;
  useLayoutEffect(() => {
    if (found.some(([number, page]) => pages.items.get(number) !== page.items)) dispatch({ do: 'learn', found });
  }, [found, pages]);

  const jumps = useJumps(kind, filter, pages, range, count, (entry) =>
    dispatch({ do: 'enter', pages: enterKnown(client, kind, filter, entry) }),
  );
  useEffect(() => {
    const number = pageAt(pages, range[0]);
    const cursor = pages.cursors.get(number);
    if (cursor === undefined || !pages.items.has(number)) return;
    const place: Note = { index: pages.anchor + number * pageSize, cursor, total };
    notePlace(place);
  }, [pages, range, total]);
  useEffect(() => {
    // The way to a page is no longer good, after an upgrade say: begin again from the top.
    if (hasCode(error, 'cursor.invalid')) {
      void client.resetQueries({ queryKey: [kind.key, 'list'] });
      dispatch({ do: 'enter', pages: enter({ index: 0, cursor: null }) });
    }
  }, [error, client, kind.key]);

  const onRange = useCallback((first: number, last: number) => {
    setRange((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    dispatch({ do: 'look', from: first, to: last });
  }, []);
  const view = useMemo<ListView<T>>(
    () => ({ count, itemAt: (index) => itemAt(pages, index), onRange, moved }),
    [count, pages, onRange, moved],
  );
  const retry = (): void => queries.forEach((query) => void (query.error && query.refetch()));
  return { view, error, isPending: pages.items.size === 0, retry, ...jumps };
}

/** Buckets are places along the list that can be entered at once: the scrubber jumps to them, and so does a long drag of the scroll bar. */
function useJumps<T extends Item>(
  kind: ListKind<T>,
  { q, sort }: ListFilter,
  pages: Pages<T>,
  [first]: readonly [number, number],
  count: number,
  enterAt: (entry: Entry) => void,
) {
  const load = kind.buckets;
  const { data } = useQuery({
    queryKey: listKeys.buckets(kind.key, q, sort),
    queryFn: ({ signal }) => load?.({ q, sort }, signal) ?? Promise.resolve(null),
    enabled: load !== undefined && count > 2 * pageSize,
    staleTime: 5 * 60_000,
  });
  const buckets = useMemo(() => placed(data?.buckets ?? []), [data]);
  const latest = useLatest(enterAt);
  const far = pagesAway(pages, first) > walkablePages;
  useEffect(() => {
    if (!far) return undefined;
    const bucket = buckets.findLast(({ start }) => start * count <= first);
    const timer = setTimeout(() => {
      if (bucket) latest.current({ index: first, cursor: bucket.cursor });
      else if (first === 0) latest.current({ index: 0, cursor: null });
    }, restMs);
    return () => clearTimeout(timer);
  }, [far, first, count, buckets, latest]);
  /** Enters the list at a bucket; answers the place where it begins. */
  const jumpTo = (place: number): number => {
    const bucket = buckets[place];
    if (!bucket) return 0;
    const index = Math.round(bucket.start * count);
    enterAt({ index, cursor: bucket.cursor });
    return index;
  };
  return { buckets, jumpTo };
}
