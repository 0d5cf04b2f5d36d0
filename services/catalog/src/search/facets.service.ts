import { Injectable } from '@nestjs/common';
import type { Buckets, EntityKind, Facets } from '@reelm/contracts';
import { bucketColumns, toBuckets, type Sampled } from './buckets.js';
import { counterFacet, countFacets, facetColumns, facetsOf, sampleSize, toFacets, type Counted } from './facets.js';
import { mostCounted } from './lists.service.js';
import type { Of } from './meaning.js';
import type { Question } from './question.js';
import type { Run } from './resolve.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';
import { readSort } from './sort.js';
import { expectStatement, sampleOf, type Form, type Sampling, type Statement } from './statements.js';
import { Writer } from './writer.js';

/** Hits from which on blocks of the table are read instead of the hits themselves, and how many of them are wanted then. */
const manyHits = 20_000;
const wantedHits = 3_000;
/** So few tell that there are far fewer hits than was expected. */
const fewHits = 300;
/** Percent of the table that is read where finding the hits takes too long. */
const roughly = 2;

/** How many hits a sample holds, and the last of them in the order of chance (null: none). */
interface Size {
  rows: number;
  last: number | null;
}

/** What was looked at, and what part of all hits it is: told by how it was sampled, or by the numbers that stand in the order of chance. */
interface Sample<T> {
  rows: T[];
  exact: boolean;
  share: (size: Size) => number;
}

/** Numbers that stand in the order of chance: all integers of 32 bits. */
const chances = 2 ** 32;

/** What hits have in common, and where they lie along an order: told from a sample of them, exact where that is all. */
@Injectable()
export class FacetsService {
  constructor(
    private readonly search: SearchService,
    private readonly repository: SearchRepository,
  ) {}

  /** @throws AppError `query.invalid`, `query.too_slow` */
  async facets(kind: EntityKind, q: string, userId: string): Promise<Facets> {
    const question = await this.search.ask(kind, q, userId);
    const facets = facetsOf[kind];
    const everything = question.query.kind === 'everything' && question.scope.limit === null;
    const fromCounters = facets.flatMap((facet, index) => {
      const sql = everything ? counterFacet(facet, index) : null;
      return sql === null ? [] : [{ index, sql }];
    });
    const counted = new Set(fromCounters.map(({ index }) => index));
    const [sample, counters] = await Promise.all([
      this.sample<Counted & Size>(
        question,
        facetColumns(facets),
        (common) => `WITH ${common}, size AS (SELECT count(*) AS rows, max(random) AS last FROM sample)
          SELECT counted.*, size.* FROM size LEFT JOIN (${countFacets(facets, counted)}) AS counted ON true`,
        ([first]) => first?.rows ?? 0,
      ),
      fromCounters.length === 0
        ? []
        : this.repository.run<Counted>({ sql: fromCounters.map(({ sql }) => `(${sql})`).join('\nUNION ALL '), values: [] }),
    ]);
    const size = sample.rows[0] ?? { rows: 0, last: null };
    const scale = 1 / sample.share(size);
    return {
      total: { count: Math.min(Math.round(size.rows * scale), mostCounted), exact: sample.exact },
      exact: sample.exact,
      facets: toFacets(facets, [...sample.rows, ...counters], (index) => (counted.has(index) ? 1 : scale)),
    };
  }

  /** @throws AppError `query.invalid`, `query.too_slow` */
  async buckets(kind: EntityKind, q: string, sort: string, userId: string): Promise<Buckets> {
    const order = readSort(kind, sort);
    if (order.by !== 'steps') return { exact: true, buckets: [] };
    const question = await this.search.ask(kind, q, userId);
    const [step] = order.steps;
    const { rows, exact } = await this.sample<Sampled>(
      question,
      bucketColumns(step),
      (common) => `WITH ${common} SELECT value FROM sample`,
      ({ length }) => length,
      (writer, alias) => (step.key.join === undefined ? '' : `LEFT ${step.key.join(alias, writer)}`),
    );
    return { exact, buckets: toBuckets(rows, step, sort) };
  }

  /** @param sizeOf how many hits an answer was made of */
  private async sample<T>(
    question: Question,
    columns: Of,
    select: (common: string) => string,
    sizeOf: (rows: readonly T[]) => number,
    join?: (writer: Writer, alias: string) => string,
  ): Promise<Sample<T>> {
    const statement = (sampling: Sampling): Statement => {
      const writer = new Writer(question);
      const sql = select(sampleOf(question, columns, sampling, writer, join));
      return { sql, values: writer.values };
    };
    const expected = await this.repository.expected(expectStatement(question));
    if (expected > manyHits) {
      const percent = (100 * wantedHits) / expected;
      const rows = await this.repository.run<T>(statement({ by: 'blocks', percent }));
      const share = sizeOf(rows) / expected;
      // How many blocks are read varies by some percent. Where the hits are as many as was expected, the expectation is the better guess.
      const asExpected = Math.abs(share / (percent / 100) - 1) < 0.2;
      if (sizeOf(rows) >= fewHits) return { rows, exact: false, share: () => (asExpected ? share : percent / 100) };
    }
    const byChance = async (run: Run, form: Form): Promise<Sample<T>> => {
      const rows = await run<T>(statement({ by: 'chance', most: sampleSize, form }));
      const exact = sizeOf(rows) < sampleSize;
      // A full sample reaches so far into the numbers as it is a part of the hits.
      return { rows, exact, share: ({ last }) => (exact || last === null ? 1 : (last + chances / 2) / chances) };
    };
    return this.repository.firstInTime([
      (run) => byChance(run, 'direct'),
      (run) => byChance(run, 'driven'),
      // Better a rough answer than none.
      async (run) => ({ rows: await run<T>(statement({ by: 'blocks', percent: roughly })), exact: false, share: () => roughly / 100 }),
    ]);
  }
}
