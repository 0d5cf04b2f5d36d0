import { collections, type EntityKind } from '@reelm/contracts';

/** Page of one entity. */
export const entityAddress = (kind: EntityKind, id: string): string => `/${collections[kind]}/${id}`;

/** The list of a kind that answers a search, in an order of its own where one is given. */
export function searchAddress(kind: EntityKind, q: string, sort?: string): string {
  const search = new URLSearchParams({ ...(q ? { q } : {}), ...(sort ? { sort } : {}) });
  return search.size > 0 ? `/${collections[kind]}?${search}` : `/${collections[kind]}`;
}
