import { AppError } from '@reelm/service-kit';
import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { RandomQueries, randomOf } from '../testing/random-queries.js';
import { anybody, searchOf } from '../testing/search.js';

const count = 2_000;
/** Milliseconds that a search may take at most: looking up, a first try and the second, and what a busy machine adds. */
const most = 6_000;

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
  await seedCatalog(tables.database.clientConfig(), { videos: 10_000 });
  await tables.database.query(
    `INSERT INTO custom_field (id, kind, key, label, type) SELECT gen_random_uuid(), kind, 'location', 'Location', 'text'
     FROM unnest(ARRAY['performer', 'studio', 'tag', 'group', 'gallery', 'image']) AS kind`,
  );
}, 240_000);
afterAll(() => tables.stop());

it(`answers ${count} random and hostile searches in their time, or says what is wrong`, async () => {
  const queries = new RandomQueries(randomOf(11));
  const { list, facets } = searchOf(tables.database);
  const codes = new Map<string, number>();
  const slow: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const kind = queries.kind();
    const q = queries.query(kind);
    const sort = queries.sort(kind);
    const start = performance.now();
    const answer = await (n % 10 === 0 ? facets.facets(kind, q, anybody) : list(kind, { q, sort, limit: 20, total: n % 3 === 0 })).then(
      () => 'answered',
      (error: unknown) => {
        if (error instanceof AppError) return error.code;
        throw new Error(`${kind} sorted by ${sort}: ${q}`, { cause: error });
      },
    );
    codes.set(answer, (codes.get(answer) ?? 0) + 1);
    if (performance.now() - start > most) slow.push(q);
  }
  expect(slow).toEqual([]);
  expect([...codes.keys()].filter((code) => !['answered', 'query.invalid', 'query.too_slow'].includes(code))).toEqual([]);
  expect(codes.get('answered')).toBeGreaterThan(count / 2);
}, 600_000);
