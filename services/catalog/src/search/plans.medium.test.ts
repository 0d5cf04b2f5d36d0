import type { EntityKind } from '@reelm/contracts';
import type { Database, Tx } from '@reelm/service-kit';
import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { anybody, searchOf } from '../testing/search.js';
import { videoCard } from '../videos/card.js';

// How PostgreSQL answers what is asked most: the shapes of its plans are kept in plans.txt, so that a change that makes it read more is seen.

const videos = 50_000;
/** As many rows of all as 50,000 are of a million. */
const mostSorted = videos / 20;

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
  await tables.database.query(
    `INSERT INTO user_account (id, username, username_key, password_hash, role) VALUES ($1, 'eva', 'eva', '', 'viewer')`,
    [anybody],
  );
  await seedCatalog(tables.database.clientConfig(), { videos });
  // Of all rows and not of some, so that the plans are the same each time.
  await tables.database.transaction(async (tx) => {
    await tx.query('SET LOCAL default_statistics_target = 1000');
    await tx.query('ANALYZE');
  });
}, 300_000);
afterAll(() => tables.stop());

interface Asked {
  sql: string;
  values: readonly unknown[];
}

/** The database, and what it is asked. */
function listenedTo(database: Database): { database: Database; asked: Asked[] } {
  const asked: Asked[] = [];
  const listen = (tx: Tx): Tx => ({
    query: (sql, values = []) => {
      asked.push({ sql, values });
      return tx.query(sql, values);
    },
  });
  const heard = {
    ...listen(database),
    transaction: (work: (tx: Tx) => Promise<unknown>) => database.transaction((tx) => work(listen(tx))),
  };
  return { database: heard as unknown as Database, asked };
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'CTE Name'?: string;
  'Subplan Name'?: string;
  'Scan Direction'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}
const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const shapeOf = (node: PlanNode, depth = 0): string => {
  const what = [node['Subplan Name'], node['Node Type'], node['Scan Direction'] === 'Backward' ? 'backward' : undefined];
  const where = [node['Index Name'], node['Relation Name'] ?? node['CTE Name']].filter((name) => name !== undefined).join(' on ');
  const line = `${'  '.repeat(depth)}${[...what, where].filter(Boolean).join(' ')}`;
  return [line, ...(node.Plans ?? []).map((child) => shapeOf(child, depth + 1))].join('\n');
};

/** Rows that go into each sort. */
const sortedRows = (plan: PlanNode): number[] =>
  nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Sort')
    .map((node) => (node.Plans ?? []).reduce((rows, child) => rows + child['Actual Rows'] * child['Actual Loops'], 0));

async function plansOf(ask: (search: ReturnType<typeof searchOf>) => Promise<unknown>): Promise<PlanNode[]> {
  const { database, asked } = listenedTo(tables.database);
  await ask(searchOf(database));
  const plans: PlanNode[] = [];
  // Not what is set up, and what a search itself asks of the planner.
  const carriedOut = asked.filter(({ sql }) => !/^(?:SET|EXPLAIN)\b/.test(sql.trim()) && !sql.includes('content_limit'));
  for (const { sql, values } of carriedOut) {
    const [row] = await tables.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
    if (row) plans.push(row['QUERY PLAN'][0].Plan);
  }
  return plans;
}

const page = (q: string, sort: string) => (search: ReturnType<typeof searchOf>) =>
  search.lists.list('video', { q, sort, limit: 40, total: false }, anybody, videoCard);
const facets = (kind: EntityKind, q: string) => (search: ReturnType<typeof searchOf>) => search.facets.facets(kind, q, anybody);

const hot: [string, (search: ReturnType<typeof searchOf>) => Promise<unknown>][] = [
  ['the newest videos', page('', '-added')],
  ['the best rated, newest first', page('', '-rating,-date')],
  ['a shuffle', page('', 'random:17')],
  ['a common tag', page('tag:beach', '-added')],
  ['a tag of videos that came in long ago, newest first', page('tag:"season 3"', '-added')],
  ['a rare tag by name', page('tag:"rarity 2"', 'name')],
  ['three clauses', page('tag:beach -tag:holiday rating>=60', '-rating')],
  ['a rare word', page('zanzibar', '-added')],
  ['facets of a tag', facets('video', 'tag:"season 3"')],
  ['a completion', (search) => search.completions.entities('performer', 'maz', '', 12, anybody)],
];

describe(`what is asked most of ${videos} videos`, () => {
  const shapes = new Map<string, string>();

  it.each(hot)('reads no whole table and sorts little for %s', async (what, ask) => {
    const plans = await plansOf(ask);
    expect(plans.length).toBeGreaterThan(0);
    shapes.set(what, plans.map((plan) => shapeOf(plan)).join('\n'));
    for (const plan of plans) {
      expect(nodesOf(plan).filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'video')).toEqual([]);
      expect(Math.max(0, ...sortedRows(plan))).toBeLessThan(mostSorted);
    }
  });

  it('is answered as plans.txt says', async () => {
    expect([...shapes.keys()]).toEqual(hot.map(([what]) => what));
    await expect([...shapes].map(([what, shape]) => `${what}\n${shape}\n`).join('\n')).toMatchFileSnapshot('plans.txt');
  });
});
