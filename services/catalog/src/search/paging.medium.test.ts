import { sortNames, type EntityKind } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { anybody, idCard, searchOf } from '../testing/search.js';
import { encodeCursor } from './cursor.js';
import { readSort } from './sort.js';
import { pageStatement, type Form } from './statements.js';

/** A UUID of version 7, as places of cursors must have, made of a text. */
const uuidOf = (text: string) => `overlay(overlay(md5(${text}) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid`;

/** A small world with many ties and missing values; every row is as good as any other. */
describe('paging', () => {
  let tables: LibraryTables;
  beforeAll(async () => {
    tables = await libraryTables();
    const { database } = tables;
    await database.query(`INSERT INTO user_account (id, username, username_key, password_hash, role) VALUES ($1, 'a', 'a', '', 'viewer')`, [
      anybody,
    ]);
    await database.query(
      `INSERT INTO studio (id, name) SELECT ${uuidOf(`n::text`)}, 'studio ' || n % 3 || repeat('x', n) FROM generate_series(1, 5) AS n`,
    );
    await database.query(
      `INSERT INTO performer (id, name, rating, height_cm, birth_date) SELECT ${uuidOf(`'p' || n`)}, 'p' || n, nullif(n % 4, 0), nullif(n % 3, 0), CASE WHEN n % 2 = 0 THEN '199' || n % 5 END FROM generate_series(1, 60) AS n`,
    );
    await database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO video (id, created_at, updated_at, listed, library_ids, primary_file_id, name, sort_name, state, bytes, paths, search, path, rating, duration, resolution, bit_rate,
           frame_rate, counter, markers, modified_at, studio_id, date, tag_ids, performer_ids)
         SELECT ${uuidOf(`'v' || n`)}, '2026-01-01'::timestamptz + n % 4 * interval '1 day', '2026-01-01', n % 20 > 0, '{}', ${uuidOf(`'f' || n`)}, 'v', 'v' || n % 3, 'ready', n % 6, '', ' v ', 'p' || n % 5,
           nullif(n % 5, 0), nullif(n % 4, 0) + 0.1, nullif(n % 3, 0), nullif(n % 7, 0), nullif(n % 4, 0) * 5.994, n % 3, n % 2, CASE WHEN n % 3 = 0 THEN '2026-01-01'::timestamptz END,
           CASE WHEN n % 4 > 0 THEN ${uuidOf(`(1 + n % 5)::text`)} END, CASE WHEN n % 3 > 0 THEN '201' || n % 3 END,
           CASE n % 3 WHEN 0 THEN '{}' ELSE ARRAY[${uuidOf(`n::text`)}] END, CASE n % 2 WHEN 0 THEN '{}' ELSE ARRAY[${uuidOf(`'p1'`)}, ${uuidOf(`'p2'`)}] END
         FROM generate_series(1, 200) AS n`,
      );
      await tx.query(`INSERT INTO video_file (id, video_id) SELECT primary_file_id, id FROM video`);
    });
    await database.query(
      `INSERT INTO activity (user_id, video_id, plays, play_seconds, resume_seconds, last_played_at, watch_later_at)
       SELECT $1, id, bytes % 3, bytes % 2, nullif(bytes % 4, 0), CASE WHEN bytes % 2 = 0 THEN '2026-02-01'::timestamptz END, CASE WHEN bytes % 3 = 0 THEN '2026-02-02'::timestamptz END
       FROM video WHERE bytes % 6 > 1`,
      [anybody],
    );
  }, 60_000);
  afterAll(() => tables.stop());

  const steps = (kind: EntityKind) => (sortNames[kind] as readonly string[]).filter((name) => name !== 'random' && name !== 'relevance');
  const sorts = (kind: EntityKind) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(...steps(kind)), { minLength: 1, maxLength: 4 }).chain((chosen) =>
        fc.tuple(...chosen.map((name) => fc.constantFrom(name, `-${name}`))).map((terms) => terms.join(','))) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 2_147_483_647 }).map((seed) => `random:${seed}`) },
      ...(kind === 'video' ? [{ weight: 1, arbitrary: fc.constant('relevance') }] : []),
    ); // prettier-ignore

  it.each(['video', 'performer'] as const)(
    'visits each %s exactly once under any order, in both directions, while others are added',
    async (kind) => {
      const { list } = searchOf(tables.database);
      const table = kind === 'video' ? 'video WHERE listed' : 'performer';
      const all = (await tables.database.query<{ id: string }>(`SELECT id FROM ${table}`)).map((row) => row.id).sort();
      await fc.assert(
        fc.asyncProperty(sorts(kind), fc.integer({ min: 1, max: 60 }), fc.boolean(), async (sort, limit, insert) => {
          const known = new Set(all);
          const seen: string[] = [];
          const firsts: string[][] = [];
          let previous: string | null = null;
          for (let cursor: string | undefined; ;) {
            const page: Awaited<ReturnType<typeof list>> = await list(kind, { sort, limit, cursor });
            expect(page.items.length <= limit).toBe(true);
            firsts.push(page.items);
            seen.push(...page.items);
            previous = page.previousCursor;
            // A few, since the list would never end if there always came one more.
            if (insert && firsts.length < 8) await add(kind);
            if (page.nextCursor === null) break;
            cursor = page.nextCursor;
          }
          expect(seen.filter((id) => known.has(id)).sort()).toEqual(all);
          expect(new Set(seen).size).toBe(seen.length);
          // Back again, page by page from the last.
          const back: string[] = [...(firsts.at(-1) ?? [])];
          while (previous !== null) {
            const page: Awaited<ReturnType<typeof list>> = await list(kind, { sort, limit, cursor: previous });
            back.unshift(...page.items);
            previous = page.previousCursor;
          }
          expect(back.filter((id) => known.has(id))).toEqual(seen.filter((id) => known.has(id)));
          await tables.database.query(`DELETE FROM ${kind} WHERE NOT id = ANY ($1) AND name LIKE 'new %'`, [all]);
        }),
        { numRuns: 20, seed: 3 },
      );
    },
    120_000,
  );

  /** One more, somewhere in the list. */
  const add = async (kind: 'video' | 'performer') => {
    const id = newId();
    if (kind === 'performer') {
      await tables.database.query(`INSERT INTO performer (id, name, rating) VALUES ($1, $2, 2)`, [id, `new ${id}`]);
      return;
    }
    await tables.database.query(
      `INSERT INTO video (id, created_at, updated_at, listed, library_ids, primary_file_id, name, sort_name, state, bytes, paths, search, rating)
       VALUES ($1, '2026-01-02', '2026-01-01', true, '{}', $1, $2, 'v1', 'ready', 3, '', ' v ', 2)`,
      [id, `new ${id}`],
    );
  };

  it('puts items without a value last, in either direction', async () => {
    const { all } = searchOf(tables.database);
    for (const sort of ['rating', '-rating']) {
      const ids = await all('video', { sort, limit: 30 });
      const rows = await tables.database.query<{ rating: number | null }>(
        'SELECT rating FROM video JOIN unnest($1::uuid[]) WITH ORDINALITY AS given (id, place) USING (id) ORDER BY place',
        [ids],
      );
      const ratings = rows.map((row) => row.rating);
      const valued = ratings.filter((rating) => rating !== null);
      expect(valued).toEqual(valued.toSorted((a, b) => (sort === 'rating' ? a - b : b - a)));
      expect(ratings.slice(valued.length).every((rating) => rating === null)).toBe(true);
      expect(valued.length).toBeLessThan(ratings.length);
    }
  });

  it('shuffles differently for different seeds, and in the same way for the same', async () => {
    const { list } = searchOf(tables.database);
    const first = async (seed: number) => (await list('video', { sort: `random:${seed}`, limit: 20 })).items;
    expect(await first(1)).toEqual(await first(1));
    expect(new Set(await Promise.all([1, 2, 3, 4].map(async (seed) => (await first(seed)).join()))).size).toBe(4);
  });

  it('begins at a value that no item need have', async () => {
    const { list } = searchOf(tables.database);
    const cursor = encodeCursor('-rating', { place: { values: [3], id: null }, backward: false });
    const [page, whole] = await Promise.all([list('video', { sort: '-rating', limit: 5, cursor }), list('video', { sort: '-rating' })]);
    const rows = await tables.database.query<{ count: number }>('SELECT count(*) AS count FROM video WHERE listed AND rating > 3');
    expect(page.items[0]).toBe(whole.items[rows[0]?.count ?? 0]);
  });

  it('finds the same in both forms', async () => {
    const { search, repository } = searchOf(tables.database);
    const question = await search.ask('video', '-rating:2', anybody);
    for (const sort of ['-rating,name', 'studio,-added', 'plays,rating', 'random:5', 'counter']) {
      const order = readSort('video', sort);
      if (order.by === 'relevance') throw new Error('never');
      for (const section of [0, 1]) {
        const read = (form: Form) =>
          repository.run<{ id: string }>(
            pageStatement(question, order, section, { after: null, backward: false, limit: 30 }, form, idCard('video')),
          );
        expect([sort, section, await read('driven')]).toEqual([sort, section, await read('direct')]);
      }
    }
  });
});
