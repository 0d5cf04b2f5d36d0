import { sortNames } from '@reelm/contracts';
import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { anybody, idCard, searchOf } from '../testing/search.js';
import type { Place } from './cursor.js';
import { readSort } from './sort.js';
import { countStatement, pageStatement, type Form } from './statements.js';

const count = 40_000;

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
  await seedCatalog(tables.database.clientConfig(), { videos: count });
}, 240_000);
afterAll(() => tables.stop());

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'CTE Name'?: string;
  'Subplan Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}
const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How a page is found, without the cards that are made of it. */
const planOf = async (q: string, sort: string, section = 0, after: Place | null = null, form: Form = 'direct') => {
  const order = readSort('video', sort);
  if (order.by === 'relevance') throw new Error('relevance has a statement of its own');
  const question = await searchOf(tables.database).search.ask('video', q, anybody);
  const statement = pageStatement(question, order, section, { after, backward: false, limit: 41 }, form, idCard('video'));
  const [row] = await tables.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.sql}`,
    statement.values,
  );
  const page = row && nodesOf(row['QUERY PLAN'][0].Plan).find((node) => node['Subplan Name'] === 'CTE page');
  if (page === undefined) throw new Error('EXPLAIN shows no page.');
  return nodesOf(page);
};

const names = sortNames.video.filter((name) => name !== 'relevance').map((name) => (name === 'random' ? 'random:17' : name));
/** Read from a table of their own, which holds what the user did. */
const personal = ['plays', 'playtime', 'played', 'resume', 'watchlater', 'studio'];
const indexed = names
  .filter((name) => !personal.includes(name))
  .flatMap((name) => (name.startsWith('random') ? [name] : [name, `-${name}`]));

describe(`lists of ${count} videos`, () => {
  const middle = '0199c82d-8350-7000-8000-000000000000';
  const middleValues: Record<string, string | number> = {
    added: '2025-10-09T09:00:00.000Z', updated: '2025-10-09T09:00:00.000Z', modified: '2025-10-09T09:00:00.000Z', name: 'harbour', path: ' harbour', date: '2010-01-01',
    duration: 3_000, rating: 60, size: 1_400_000, resolution: 720, bitrate: 11_200_000, framerate: 25, counter: 2, markers: 1, performers: 1, tags: 1, 'random:17': 5,
  }; // prettier-ignore

  it.each(indexed)('reads a page sorted by %s from one index, at the beginning, in the middle and behind the last value', async (sort) => {
    const value = middleValues[sort.replace(/^-/, '')];
    if (value === undefined) throw new Error(`No example for ${sort}`);
    const order = readSort('video', sort);
    const nullable = order.by === 'steps' && order.steps[0].key.valued !== undefined;
    const plans = [
      await planOf('', sort),
      await planOf('', sort, 0, { values: [value], id: middle }),
      await planOf('', sort, 0, { values: [value], id: null }),
      ...(nullable ? [await planOf('', sort, 1), await planOf('', sort, 1, { values: [null], id: middle })] : []),
    ];
    for (const nodes of plans) {
      expect(nodes.map((node) => node['Node Type'])).toEqual(['Limit', expect.stringMatching(/^Index( Only)? Scan$/)]);
      // Rows whose count is nought stand in the index of the ids, among the others.
      expect(nodes.at(-1)?.['Rows Removed by Filter'] ?? 0).toBeLessThan(count / 10);
    }
  });

  it('sorts by several keys with the index of the first, a group of equal ones at a time', async () => {
    const nodes = await planOf('', '-date,added,-size');
    expect(nodes.map((node) => node['Node Type'])).toEqual(['Limit', 'Incremental Sort', 'Index Scan']);
  });

  it.each([
    'zanzibar',
    'sunset',
    'title:zanzibar',
    'path:zanzibar',
    'zan',
    '"harbour zanzibar"',
    'sunset zanzibar',
    'ha',
    '9',
    'zanzibar rating>=60',
    '-beach',
    'codec:av1 resolution>=1080p',
    'library:films',
    'favourite:true',
  ])('never reads the whole table for %s', async (q) => {
    for (const sort of ['-added', 'name', '-rating', 'random:3']) {
      const nodes = await planOf(q, sort);
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'video')).toEqual([]);
    }
  });

  it('finds a rare word through the word index', async () => {
    const nodes = await planOf('zanzibar', '-added');
    expect(nodes.some((node) => node['Index Name'] === 'video_by_words')).toBe(true);
    const removed = nodes.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'], 0);
    expect(removed).toBeLessThan(count / 100);
  });

  it('counts exactly up to ten thousand, and no further', async () => {
    const { list } = searchOf(tables.database);
    expect(await list('video', { total: true, limit: 1 })).toMatchObject({ total: 10_000, totalExact: false });
    const [row] = await tables.database.query<{ count: number }>(`SELECT count(*) AS count FROM video WHERE paths LIKE '%zanzibar%'`);
    expect(await list('video', { q: 'path:zanzibar', total: true, limit: 1 })).toMatchObject({ total: row?.count, totalExact: true });
    const question = await searchOf(tables.database).search.ask('video', '', anybody);
    const { sql, values } = countStatement(question, 10);
    expect(await tables.database.query(sql, values)).toEqual([{ count: 11 }]);
  });

  it('gives up on what takes too long, and says so', async () => {
    const { repository } = searchOf(tables.database);
    const slow = () => ({ sql: 'SELECT pg_sleep(20)', values: [] });
    await expect(repository.run(slow(), 50)).rejects.toMatchObject({ code: 'query.too_slow', status: 422 });
    await expect(repository.firstInTime([(run) => run(slow()), (run) => run({ sql: 'SELECT 1 AS one', values: [] })])).resolves.toEqual([
      { one: 1 },
    ]);
  });
});

describe('relevance', () => {
  it('puts names before other places, counts what the weights say, and says why', async () => {
    const { list } = searchOf(tables.database);
    const page = await list('video', { q: 'sunset', sort: 'relevance', limit: 5, weights: 'text=0,rating=2,recency=0,plays=0' });
    const rows = await tables.database.query<{ rating: number }>('SELECT rating FROM video WHERE id = ANY ($1)', [page.items]);
    expect(rows.every((row) => row.rating === 100)).toBe(true);
    for (const id of page.items)
      expect(page.scores?.[id]).toEqual({ score: 2, parts: { text: 0, rating: 2, duration: 0, recency: 0, plays: 0 } });
    await expect(list('video', { sort: 'relevance', weights: 'nonsense=1' })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
