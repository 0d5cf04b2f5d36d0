'use client';

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getItem } from '@/components/edit/item-api';
import { detailKey } from '@/components/edit/use-edit';
import type { Fields } from '@/components/edit/values';
import type { FormField } from '@/components/entity-form/form-model';
import type { Item, ListKind } from '@/components/list/kind';
import { itemInLists, listKeys } from '@/components/list/list-data';
import type { Selection } from '@/components/list/selection';
import { presentInFacets, presentOf, type Present } from './bulk-model';

/** So many are read whole, to know all of their fields; of more, what their cards show has to do. */
const mostWhole = 30;

/** Facets of these count what belongs to the videos of markers, too. */
const mixedFacets = ['marker'];

const nothingKnown = (): Present => ({ known: 'nothing' });

/** What the chosen items have now, field by field, and of how many that is known; null where the search as a whole was counted. */
export function usePresent(kind: ListKind, selection: Selection, q: string): { of: (field: FormField) => Present; known: number | null } {
  const client = useQueryClient();
  const ids = useMemo(() => (selection.all ? [] : [...selection.ids]), [selection]);
  const whole = useQueries({
    queries: ids.length > mostWhole ? [] : ids.map((id) => ({ queryKey: detailKey(kind.key, id), queryFn: () => getItem(kind.kind, id) })),
  });
  const { facets: load } = kind;
  const facets = useQuery({
    queryKey: listKeys.facets(kind.key, q),
    queryFn: ({ signal }) => load?.(q, signal) ?? Promise.resolve(null),
    enabled: selection.all && load !== undefined && !mixedFacets.includes(kind.kind),
    staleTime: 5 * 60_000,
  });
  // What the search finds is counted, and with it what was left out.
  if (selection.all)
    return { of: selection.except.size > 0 ? nothingKnown : (field) => presentInFacets(field, facets.data ?? undefined), known: null };
  const items = ids.length > mostWhole ? ids.map((id) => itemInLists<Item>(client, kind.key, id)) : whole.map(({ data }) => data);
  const known = items.filter((item) => item !== undefined) as unknown as Fields[];
  return { of: (field) => presentOf(field, known), known: known.length };
}
