import type { QueryClient } from '@tanstack/react-query';
import type { Item, ListFilter, ListKind } from './kind';
import { pageSize, type Page } from './pages';

/** Under which keys lists are kept. All that is known of a kind begins with its `key`, so one call makes all of it stale. */
export const listKeys = {
  pages: (key: string) => [key, 'list', 'page'] as const,
  page: (key: string, filter: ListFilter, cursor: string | null) => [key, 'list', 'page', filter, cursor] as const,
  total: (key: string, q: string) => [key, 'list', 'total', q] as const,
  facets: (key: string, q: string) => [key, 'list', 'facets', q] as const,
  buckets: (key: string, q: string, sort: string) => [key, 'list', 'buckets', q, sort] as const,
};

export const pageQuery = <T extends Item>(kind: ListKind<T>, filter: ListFilter, cursor: string | null) => ({
  queryKey: listKeys.page(kind.key, filter, cursor),
  queryFn: ({ signal }: { signal: AbortSignal }) => kind.list({ ...filter, limit: pageSize, cursor: cursor ?? undefined }, signal),
});

/** Counted apart from the pages, so that cards need not wait for it and another order does not count again. */
export const totalQuery = (kind: Pick<ListKind, 'key' | 'list' | 'sort'>, q: string) => ({
  queryKey: listKeys.total(kind.key, q),
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const { total, totalExact = true } = await kind.list({ q, sort: kind.sort, limit: 1, total: true }, signal);
    return total === undefined ? null : { count: total, exact: totalExact };
  },
});

/** Changes one item in every list that shows it; the other pages stay the same objects, so that nothing else renders again. */
export function patchItems<T extends Item>(client: QueryClient, key: string, id: string, change: (item: T) => T): void {
  client.setQueriesData<Page<T>>({ queryKey: listKeys.pages(key) }, (page) =>
    page?.items.some((item) => item.id === id)
      ? { ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) }
      : page,
  );
}

/** An item as the lists that are loaded show it. */
export function itemInLists<T extends Item>(client: QueryClient, key: string, id: string): T | undefined {
  for (const [, page] of client.getQueriesData<Page<T>>({ queryKey: listKeys.pages(key) })) {
    const found = page?.items.find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Lists of this kind are read again where they are looked at, and elsewhere before they are shown next. */
export const refreshLists = (client: QueryClient, key: string): Promise<void> => client.invalidateQueries({ queryKey: [key, 'list'] });
