import type { EntityKind } from '@reelm/contracts';
import type { Database } from '@reelm/service-kit';
import type { CardSource } from '../entities/card.js';
import { CompletionsService } from '../search/completions.service.js';
import { FacetsService } from '../search/facets.service.js';
import { ListsService, type ListRequest } from '../search/lists.service.js';
import type { Question } from '../search/question.js';
import { readQuery } from '../search/read.js';
import { SearchRepository } from '../search/search.repository.js';
import { SearchService } from '../search/search.service.js';
import { tables } from '../search/tables.js';

/** Who asks where it does not matter who asks. */
export const anybody = '01900000-0000-7000-8000-0000000000aa';

/** A card that is the id alone. */
export const idCard = (kind: EntityKind) => (): CardSource<{ id: string }, string> => ({
  table: tables[kind].name,
  alias: 'x',
  columns: 'x.id',
  toCard: ({ id }) => id,
});

/** The parts that search, without a running service. */
export function searchOf(database: Database) {
  const repository = new SearchRepository(database);
  const search = new SearchService(repository);
  const lists = new ListsService(search, repository);
  const list = (kind: EntityKind, request: Partial<ListRequest> = {}, userId = anybody) =>
    lists.list(kind, { q: '', sort: 'added', limit: 200, total: false, ...request }, userId, idCard(kind));
  return {
    repository,
    search,
    lists,
    facets: new FacetsService(search, repository),
    completions: new CompletionsService(search, repository),
    list,
    /** Ids of all hits, page by page. */
    all: async (kind: EntityKind, request: Partial<ListRequest> = {}, userId = anybody): Promise<string[]> => {
      const ids: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await list(kind, { ...request, cursor }, userId);
        ids.push(...page.items);
        if (page.nextCursor === null) return ids;
        cursor = page.nextCursor;
      }
    },
  };
}

/** A question about which the database was asked nothing: no name is known. */
export const unresolved = (kind: EntityKind, q: string, given: Partial<Question> = {}): Question => ({
  kind,
  query: readQuery(q, kind),
  scope: { userId: anybody, limit: null },
  now: new Date('2026-06-15T12:00:00Z'),
  resolved: { references: new Map(), libraries: new Map(), customs: new Map(), words: new Map(), relations: new Map() },
  ...given,
});
