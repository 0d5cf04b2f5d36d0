'use client';

import type { SavedView } from '@reelm/contracts';
import { useCallback, useMemo } from 'react';
import { useAddress, type Step } from '@/lib/use-address';
import { usePreferences } from '@/lib/use-preferences';
import { readColumns, usualColumns, writeColumns, type ColumnLook } from './columns';
import { mostZoom, usualZoom } from './geometry';
import type { ListKind } from './kind';
import { isLayoutMode, type LayoutMode } from './layouts/modes';
import { isSort } from './sorting';

export interface ListState {
  q: string;
  sort: string;
  mode: LayoutMode;
  /** 0 (many small cards) to 10 (few large ones) */
  zoom: number;
  /** Columns of the table; null are the usual ones. */
  columns: readonly ColumnLook[] | null;
  /** Whether the drawer of facets is open. */
  facets: boolean;
}

/**
 * What is shown of a list and how. It lives in the address, so a link, Back and a reload bring it again; layout, zoom and columns are also remembered
 * for the next visit.
 */
export function useListState({ kind, sort: usualSort }: Pick<ListKind, 'kind' | 'sort'>) {
  const [address, setAddress] = useAddress();
  const { preferences, change } = usePreferences();
  const liked = preferences.lists[kind];
  const q = address.get('q') ?? '';
  const sort = known(address.get('sort'), (text) => isSort(kind, text)) ?? usualSort;
  const mode = known(address.get('layout'), isLayoutMode) ?? known(liked?.mode ?? null, isLayoutMode) ?? 'grid';
  const zoom = Number(known(address.get('zoom'), (text) => /^\d\d?$/.test(text) && Number(text) <= mostZoom) ?? liked?.zoom ?? usualZoom);
  const written = address.get('columns') ?? liked?.columns ?? usualColumns;
  const facets = address.get('facets') === 'true';
  const state = useMemo<ListState>(
    () => ({ q, sort, mode, zoom, columns: readColumns(written), facets }),
    [q, sort, mode, zoom, written, facets],
  );

  const setQ = useCallback((next: string, step: Step = 'push') => setAddress({ q: next || null }, step), [setAddress]);
  const setSort = useCallback((next: string) => setAddress({ sort: next === usualSort ? null : next }, 'push'), [setAddress, usualSort]);
  const setLayout = useCallback(
    (patch: Partial<Pick<ListState, 'mode' | 'zoom' | 'columns'>>) => {
      const columns = patch.columns === undefined ? written : patch.columns === null ? usualColumns : writeColumns(patch.columns);
      change({
        lists: {
          ...preferences.lists,
          [kind]: { mode: patch.mode ?? mode, zoom: patch.zoom ?? zoom, ...(columns === usualColumns ? {} : { columns }) },
        },
      });
      setAddress({
        ...(patch.mode === undefined ? {} : { layout: patch.mode }),
        ...(patch.zoom === undefined ? {} : { zoom: String(patch.zoom) }),
        ...(patch.columns === undefined ? {} : { columns }),
      });
    },
    [setAddress, change, preferences.lists, kind, mode, zoom, written],
  );
  const setFacets = useCallback((open: boolean) => setAddress({ facets: open ? 'true' : null }), [setAddress]);
  /** Shows what a saved view keeps. */
  const setView = useCallback(
    (view: Pick<SavedView, 'q' | 'sort' | 'layout'>, step: Step = 'push') =>
      setAddress(
        {
          q: view.q || null,
          sort: view.sort === usualSort ? null : view.sort,
          layout: view.layout.mode,
          zoom: String(view.layout.zoom),
          // A table that was saved with the usual columns shows these, whatever was looked at last.
          columns: view.layout.columns ? writeColumns(view.layout.columns) : view.layout.mode === 'list' ? usualColumns : null,
        },
        step,
      ),
    [setAddress, usualSort],
  );
  return { state, setQ, setSort, setLayout, setFacets, setView };
}

/** Only what can be meant: addresses are written by hand, too. */
function known<T extends string>(text: string | null, check: (value: string) => value is T): T | null;
function known(text: string | null, check: (value: string) => boolean): string | null;
function known(text: string | null, check: (value: string) => boolean): string | null {
  return text !== null && check(text) ? text : null;
}
