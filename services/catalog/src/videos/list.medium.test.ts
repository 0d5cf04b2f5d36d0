import { VideoSort } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuery } from '../search/read.js';
import { sortKeys } from '../search/sort.js';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { seedVideos } from '../testing/seed.js';
import { sectionStatement } from './videos.repository.js';

const count = 100_000;
const now = new Date('2026-06-01T00:00:00Z');

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
  await tables.apply((tx) => seedVideos(tx, count));
  await tables.database.query('VACUUM ANALYZE');
}, 180_000);
afterAll(() => tables.stop());

interface PlanNode {
  'Node Type': string;
  'Parent Relationship'?: string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}
/** The nodes that find the videos; what else a card shows is looked up for those of the page alone. */
const nodesOf = (node: PlanNode): PlanNode[] => [
  node,
  ...(node.Plans ?? []).filter((child) => child['Parent Relationship'] !== 'SubPlan').flatMap(nodesOf),
];

const planOf = async (
  q: string,
  sort: VideoSort,
  section: 'valued' | 'empty' = 'valued',
  after: Parameters<typeof sectionStatement>[3] = null,
) => {
  const { sql, values } = sectionStatement(readQuery(q), sortKeys[sort], section, after, 41, now, null);
  const [row] = await tables.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
    values,
  );
  if (row === undefined) throw new Error('EXPLAIN answered nothing.');
  const [{ Plan, 'Execution Time': ms }] = row['QUERY PLAN'];
  return { nodes: nodesOf(Plan), ms };
};

describe(`lists of ${count} videos`, () => {
  const middle = '0199c82d-8350-7000-8000-000000000000';
  const middleValues: Record<string, string | number> = {
    added: '2025-10-09T09:00:00.000Z', name: 'harbour', date: '2010-01-01', duration: 3_000, rating: 60, size: 1_400_000, resolution: 720,
  }; // prettier-ignore

  it.each(VideoSort.options)(
    'reads a page sorted by %s from one index, at the beginning, in the middle and behind the last value',
    async (sort) => {
      const value = middleValues[sort.replace('-', '')] ?? null;
      const plans = [
        await planOf('', sort),
        await planOf('', sort, 'valued', { value, id: middle }),
        ...(sortKeys[sort].nullable ? [await planOf('', sort, 'empty'), await planOf('', sort, 'empty', { value: null, id: middle })] : []),
      ];
      for (const { nodes } of plans) {
        expect(nodes.map((node) => node['Node Type'])).toEqual(['Limit', 'Index Scan']);
        expect(nodes.at(-1)?.['Rows Removed by Filter'] ?? 0).toBe(0);
      }
    },
  );

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
    for (const sort of ['-added', 'name', '-rating'] as const) {
      const { nodes } = await planOf(q, sort);
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'video')).toEqual([]);
    }
  });

  it('finds a rare word through the word index', async () => {
    const { nodes } = await planOf('zanzibar', '-added');
    expect(nodes.some((node) => node['Index Name'] === 'video_by_words')).toBe(true);
    const removed = nodes.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'], 0);
    expect(removed).toBeLessThan(count / 100);
  });
});

describe('paging', () => {
  const page = async (sort: VideoSort, q: string, limit: number) => {
    const seen: string[] = [];
    const query = readQuery(q);
    for (let after: Parameters<typeof sectionStatement>[3] = null; ;) {
      const rows = await tables.videos.list(query, sort, after, limit, now);
      seen.push(...rows.map((row) => row.id));
      const last = rows.at(-1);
      if (last === undefined || rows.length < limit) return seen;
      after = { id: last.id, value: last.sortValue instanceof Date ? last.sortValue.toISOString() : last.sortValue };
    }
  };

  // About 600 videos, with ties and missing values.
  const q = 'zanzibar OR path:"garden 77"';

  it.each(VideoSort.options)('visits each video exactly once sorted by %s, those without a value last', async (sort) => {
    const { column, descending } = sortKeys[sort];
    const direction = descending ? 'DESC' : 'ASC';
    const expected = await tables.database.query<{ id: string }>(
      `SELECT id FROM video WHERE search LIKE '%zanzibar%' OR search LIKE '%garden 77%' ORDER BY ${column} ${direction} NULLS LAST, id ${direction}`,
    );
    expect(expected.length).toBeGreaterThan(250);
    expect(await page(sort, q, 7)).toEqual(expected.map((row) => row.id));
  });
});
