import { EntityKind } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { anybody, searchOf } from '../testing/search.js';
import { facetsOf, sampleSize } from './facets.js';
import { FacetsService } from './facets.service.js';
import { SearchRepository } from './search.repository.js';
import type { Statement } from './statements.js';

const count = 30_000;

/** Gives up on whatever puts hits in the order of chance. */
class HastyRepository extends SearchRepository {
  override run<T>(statement: Statement, milliseconds?: number): Promise<T[]> {
    if (/ORDER BY (\w+\.)?random/.test(statement.sql)) return Promise.reject(new AppError('query.too_slow'));
    return super.run<T>(statement, milliseconds);
  }
}

let tables: LibraryTables;
const parts = () => searchOf(tables.database);
beforeAll(async () => {
  tables = await libraryTables();
  await seedCatalog(tables.database.clientConfig(), { videos: count });
}, 240_000);
afterAll(() => tables.stop());

const valuesOf = async (kind: EntityKind, q: string, field: string) => {
  const { facets } = await parts().facets.facets(kind, q, anybody);
  return facets.find((facet) => facet.field === field)?.values ?? [];
};
const hitsOf = async (kind: EntityKind, q: string) => (await parts().all(kind, { q })).length;

describe('facets', () => {
  it.each(EntityKind.options)('of %s count what their own query finds, where they are exact', async (kind) => {
    // A part that is small enough to be looked at as a whole.
    const q = kind === 'video' ? 'tag:"rarity 1" OR zanzibar' : '';
    const answer = await parts().facets.facets(kind, q, anybody);
    if (!answer.exact) return expect(answer.total.exact).toBe(false);
    expect(answer.total).toEqual({ count: await hitsOf(kind, q), exact: true });
    for (const { field, values } of answer.facets) {
      expect(facetsOf[kind].some((facet) => facet.field === field)).toBe(true);
      for (const { query, count: counted } of values.slice(0, 2)) {
        expect([field, query, counted]).toEqual([field, query, await hitsOf(kind, q === '' ? query : `(${q}) ${query}`)]);
      }
    }
  });

  it('of all videos are exact where counters know them, and close where they do not', async () => {
    const answer = await parts().facets.facets('video', '', anybody);
    expect(answer).toMatchObject({ exact: false, total: { count: 10_000, exact: false } });
    const [tag] = await valuesOf('video', '', 'tag');
    expect(tag?.count).toBe(await hitsOf('video', tag?.query ?? ''));
    for (const { query, count: counted } of await valuesOf('video', '', 'state')) {
      const real = await hitsOf('video', query);
      // Four standard deviations of a sample of three thousand.
      expect(Math.abs(counted - real)).toBeLessThan(4 * Math.sqrt(real * 10) + count * 0.02);
    }
  });

  it('are told roughly where finding the hits takes too long', async () => {
    const { search } = parts();
    const answer = await new FacetsService(search, new HastyRepository(tables.database)).facets('video', 'tag:beach', anybody);
    const hits = await hitsOf('video', 'tag:beach');
    expect(answer.exact).toBe(false);
    expect(answer.total.exact).toBe(false);
    expect(Math.abs(answer.total.count / hits - 1)).toBeLessThan(0.5);
    expect(answer.facets.find(({ field }) => field === 'tag')?.values.length).toBeGreaterThan(0);
  });

  it('say nothing of what a user may not see', async () => {
    const [most] = await valuesOf('video', '', 'tag');
    if (!most) throw new Error('Nothing is tagged.');
    await tables.database.query(`INSERT INTO user_account (id, username, username_key, password_hash, role, content_limit) VALUES ($1, 'x', 'x', '', 'viewer', $2)`, [
      anybody,
      `-${most.query}`,
    ]); // prettier-ignore
    try {
      expect((await valuesOf('video', '', 'tag')).map(({ value }) => value)).not.toContain(most.value);
    } finally {
      await tables.database.query('DELETE FROM user_account WHERE id = $1', [anybody]);
    }
  });
});

describe('buckets', () => {
  it.each(['added', '-added', 'name', '-duration', 'rating', '-date', 'size', 'studio', 'resolution'])(
    'sorted by %s cover the list in its order, and each leads to where it begins',
    async (sort) => {
      const { exact, buckets } = await parts().facets.buckets('video', 'zanzibar OR timbuktu OR tag:"rarity 1"', sort, anybody);
      expect(exact).toBe(true);
      expect(buckets.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      const ids = await parts().all('video', { q: 'zanzibar OR timbuktu OR tag:"rarity 1"', sort });
      let before = 0;
      for (const { share, cursor } of buckets) {
        const page = await parts().list('video', {
          q: 'zanzibar OR timbuktu OR tag:"rarity 1"',
          sort,
          limit: 1,
          cursor: cursor ?? undefined,
        });
        const place = ids.indexOf(page.items[0] ?? '');
        // Equal values may begin in the bucket before.
        expect(place).toBeLessThanOrEqual(before);
        expect(place).toBeGreaterThanOrEqual(0);
        before += Math.round(share * ids.length);
      }
      expect(before).toBe(ids.length);
    },
  );

  it('of many are told from a sample', async () => {
    const { exact, buckets } = await parts().facets.buckets('video', '', '-added', anybody);
    expect([exact, buckets.length > 3, buckets.length <= 61]).toEqual([false, true, true]);
    expect(sampleSize).toBeLessThan(count);
  });

  it('of orders without places there are none', async () => {
    for (const sort of ['random:5', 'relevance'])
      expect(await parts().facets.buckets('video', '', sort, anybody)).toEqual({ exact: true, buckets: [] });
  });
});

describe('completions', () => {
  it('begin with what is called exactly so, then what begins with it, the most used first', async () => {
    await tables.database.query(
      `INSERT INTO performer (id, name, aliases, videos, search) VALUES
         (gen_random_uuid(), 'Quill', '{}', 0, ' quill '), (gen_random_uuid(), 'Quillan', '{}', 7, ' quillan '), (gen_random_uuid(), 'Quillbert', '{}', 9, ' quillbert '),
         (gen_random_uuid(), 'Anna Quill', '{}', 99, ' anna quill '), (gen_random_uuid(), 'Xaver', ARRAY['Quilla'], 8, ' xaver quilla '), (gen_random_uuid(), 'Dequill', '{}', 100, ' dequill ')`,
    );
    const find = (text: string, exclude = '') => parts().completions.entities('performer', text, exclude, 10, anybody);
    const found = await find('QUÍLL');
    expect(found.map(({ name }) => name)).toEqual(['Quill', 'Quillbert', 'Xaver', 'Quillan', 'Anna Quill', 'Dequill']);
    expect(found[2]).toMatchObject({ kind: 'performer', detail: 'Quilla', count: 8 });
    expect((await find('quill', `${found[0]?.id},nonsense`)).map(({ name }) => name)).not.toContain('Quill');
    expect((await find('')).map(({ count: videos }) => videos)).toEqual(
      (await find('')).map(({ count: videos }) => videos).toSorted((a, b) => (b ?? 0) - (a ?? 0)),
    );
  });

  it.each(EntityKind.options)('are there for %s, with nothing, a letter, a word and a phrase', async (kind) => {
    for (const text of ['', 'a', 'be', 'beach', 'no such thing', '%', "'"]) {
      const found = await parts().completions.entities(kind, text, '', 5, anybody);
      expect(found.length).toBeLessThanOrEqual(5);
      if (text === 'no such thing') expect(found).toEqual([]);
      if (text === '' && kind !== 'image') expect(found.length).toBeGreaterThan(0);
    }
  });

  it('over everything have the best of every kind', async () => {
    const found = await parts().completions.everything('beach', 3, anybody);
    expect(new Set(found.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    expect(found.filter(({ kind }) => kind === 'tag')[0]?.name.toLowerCase()).toBe('beach');
  });

  it('of values come from the library', async () => {
    const codecs = await parts().completions.values('video', 'codec', '', 10, anybody);
    expect(codecs.length).toBeGreaterThan(1);
    expect(await parts().completions.values('video', 'codec', 'h26', 10, anybody)).toEqual([expect.objectContaining({ value: 'h264' })]);
    expect((await parts().completions.values('video', 'library', '', 10, anybody)).length).toBeGreaterThan(0);
    for (const field of ['constructor', 'title; DROP', '', 'custom.', 'custom.nothing'])
      expect(await parts().completions.values('video', field, '', 10, anybody)).toEqual([]);
  });
});
