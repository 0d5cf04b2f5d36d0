'use client';

import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { usePreferences } from '@/lib/use-preferences';
import { mostZoom, usualZoom } from './geometry';
import type { ListKind } from './kind';
import { isLayoutMode, layoutModes, type LayoutMode } from './layouts/modes';
import { isSort } from './sorting';

const inAddress = {
  q: parseAsString.withDefault(''),
  sort: parseAsString,
  layout: parseAsStringLiteral(layoutModes),
  zoom: parseAsInteger,
  facets: parseAsBoolean.withDefault(false),
};

export interface ListState {
  q: string;
  sort: string;
  mode: LayoutMode;
  zoom: number;
  /** Whether the drawer of facets is open. */
  facets: boolean;
}

/** What follows the keys is not worth a step back each; a choice is. */
type Step = 'replace' | 'push';

/**
 * What is shown of a list and how. It lives in the address, so a link, Back and a reload bring it again; layout and zoom are also remembered
 * for the next visit.
 */
export function useListState({ kind, sort: usualSort }: Pick<ListKind, 'kind' | 'sort'>) {
  const [address, setAddress] = useQueryStates(inAddress, { scroll: false });
  const { preferences, change } = usePreferences();
  const liked = preferences.lists[kind];
  const sort = address.sort !== null && isSort(kind, address.sort) ? address.sort : usualSort;
  const zoom = Math.max(0, Math.min(mostZoom, address.zoom ?? liked?.zoom ?? usualZoom));
  const mode = address.layout ?? (liked && isLayoutMode(liked.mode) ? liked.mode : 'grid');
  const state = useMemo<ListState>(
    () => ({ q: address.q, sort, mode, zoom, facets: address.facets }),
    [address.q, sort, mode, zoom, address.facets],
  );

  const setQ = useCallback((q: string, history: Step = 'push') => void setAddress({ q: q || null }, { history }), [setAddress]);
  const setSort = useCallback(
    (next: string) => void setAddress({ sort: next === usualSort ? null : next }, { history: 'push' }),
    [setAddress, usualSort],
  );
  const setLayout = useCallback(
    (patch: Partial<Pick<ListState, 'mode' | 'zoom'>>) => {
      change({ lists: { ...preferences.lists, [kind]: { mode, zoom, ...patch } } });
      void setAddress(
        { ...(patch.mode === undefined ? {} : { layout: patch.mode }), ...(patch.zoom === undefined ? {} : { zoom: patch.zoom }) },
        { history: 'replace' },
      );
    },
    [setAddress, change, preferences.lists, kind, mode, zoom],
  );
  const setFacets = useCallback((facets: boolean) => void setAddress({ facets: facets || null }, { history: 'replace' }), [setAddress]);
  return { state, setQ, setSort, setLayout, setFacets };
}
