import { Injectable } from '@nestjs/common';
import type { Buckets, EntityKind, Facets } from '@reelm/contracts';
import { bucketColumns, toBuckets, type Sampled } from './buckets.js';
import { counterFacet, countFacets, facetColumns, facetsOf, sampleSize, toFacets, type Counted } from './facets.js';
import { mostCounted } from './lists.service.js';
import type { Question } from './question.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';
import { readSort } from './sort.js';
import { sampleOf, type Form, type Statement } from './statements.js';
import { Writer } from './writer.js';

/** How many hits a sample holds, and the last of them in the order of chance (null: none). */
interface Size {
  rows: number;
  last: number | null;
}

/** Numbers that stand in the order of chance: all integers of 32 bits. */
const chances = 2 ** 32;

/**
 * How many hits there are. The sample is what comes first in an order without meaning: where it is full, the part of all numbers up to its last
 * tells what part of the hits it is.
 */
const estimate = ({ rows, last }: Size, most: number): number =>
  rows < most || last === null ? rows : Math.max(rows, Math.round((rows * chances) / (last + chances / 2)));

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
    const [sampled, counters] = await Promise.all([
      this.sample<Counted & Size>(
        question,
        facetColumns(facets),
        (common) => `WITH ${common}, size AS (SELECT count(*) AS rows, max(random) AS last FROM sample)
        SELECT counted.*, size.* FROM size LEFT JOIN (${countFacets(facets, counted)}) AS counted ON true`,
      ),
      fromCounters.length === 0
        ? []
        : this.repository.run<Counted>({ sql: fromCounters.map(({ sql }) => `(${sql})`).join('\nUNION ALL '), values: [] }),
    ]);
    const size = sampled[0] ?? { rows: 0, last: null };
    const total = estimate(size, sampleSize);
    const exact = size.rows < sampleSize;
    return {
      total: { count: Math.min(size.rows, mostCounted), exact },
      exact,
      facets: toFacets(facets, [...sampled, ...counters], (index) => (exact || counted.has(index) ? 1 : total / size.rows)),
    };
  }

  /** @throws AppError `query.invalid`, `query.too_slow` */
  async buckets(kind: EntityKind, q: string, sort: string, userId: string): Promise<Buckets> {
    const order = readSort(kind, sort);
    if (order.by !== 'steps') return { exact: true, buckets: [] };
    const question = await this.search.ask(kind, q, userId);
    const [step] = order.steps;
    const rows = await this.sample<Sampled>(
      question,
      bucketColumns(step),
      (common) => `WITH ${common} SELECT value FROM sample`,
      (writer, alias) => (step.key.join === undefined ? '' : `LEFT ${step.key.join(alias, writer)}`),
    );
    return { exact: rows.length < sampleSize, buckets: toBuckets(rows, step, sort) };
  }

  private sample<T>(
    question: Question,
    columns: (alias: string) => string,
    select: (common: string) => string,
    join?: (writer: Writer, alias: string) => string,
  ): Promise<T[]> {
    const statement = (form: Form): Statement => {
      const writer = new Writer(question);
      const sql = select(sampleOf(question, columns, sampleSize, form, writer, join));
      return { sql, values: writer.values };
    };
    return this.repository.firstInTime<T[]>([(run) => run(statement('direct')), (run) => run(statement('driven'))]);
  }
}
