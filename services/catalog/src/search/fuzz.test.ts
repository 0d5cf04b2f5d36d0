import { parse } from '@reelm/query-language';
import { expect, it } from 'vitest';
import { RandomQueries, randomOf, trace } from '../testing/random-queries.js';
import { unresolved } from '../testing/search.js';
import { readSort } from './sort.js';
import { pageStatement } from './statements.js';
import { idCard } from '../testing/search.js';

const count = 100_000;

it(`reads and compiles ${count} random and hostile searches, none of whose text becomes SQL`, () => {
  const queries = new RandomQueries(randomOf(7));
  const { query: everything, ...rest } = unresolved('video', '');
  let read = 0;
  let bad = 0;
  for (let n = 0; n < count; n += 1) {
    const kind = queries.kind();
    const text = queries.query(kind);
    const result = parse(text, kind);
    if (!result.ok) {
      expect(result.errors.length > 0).toBe(true);
      bad += 1;
      continue;
    }
    read += 1;
    const order = readSort(kind, queries.sort(kind));
    if (order.by === 'relevance') continue;
    const { sql, values } = pageStatement(
      { ...rest, kind, query: result.query },
      order,
      0,
      { after: null, backward: false, limit: 40 },
      'direct',
      idCard(kind),
    );
    if (sql.includes(trace)) throw new Error(`${text} became SQL: ${sql}`);
    // Each value has its placeholder, and each placeholder its value.
    const placeholders = new Set(sql.match(/\$\d+/g));
    if (placeholders.size !== values.length || (values.length > 0 && !placeholders.has(`$${values.length}`)))
      throw new Error(`${text} has ${values.length} values for: ${sql}`);
  }
  expect(everything).toEqual({ kind: 'everything' });
  expect([read > count / 2, bad > count / 100]).toEqual([true, true]);
}, 120_000);
