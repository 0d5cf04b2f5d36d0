import { Injectable } from '@nestjs/common';
import type { EntityKind, HitScore, Total } from '@reelm/contracts';
import type { CardSource } from '../entities/card.js';
import { decodeCursor, encodeCursor, type Cursor, type Place } from './cursor.js';
import type { Question } from './question.js';
import { isTooSlow } from './read.js';
import { rankedStatement, readWeights, toScore, type Ranked } from './relevance.js';
import type { Run } from './resolve.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';
import { readSort, type Order, type SortValue } from './sort.js';
import {
  countStatement,
  pageStatement,
  shapeOf,
  stepsWithin,
  leadingValuesStatement,
  type Cut,
  type Form,
  type Listed,
  type Statement,
  type Stepwise,
} from './statements.js';

/** Hits are counted up to here; more are "10,000+". */
export const mostCounted = 10_000;

/** Milliseconds for counting; a list is worth showing without its total. */
const countTime = 1_000;

export interface ListRequest {
  q: string;
  sort: string;
  limit: number;
  cursor?: string | undefined;
  total: boolean;
  weights?: string | undefined;
}

export interface Page<Card> {
  items: Card[];
  nextCursor: string | null;
  previousCursor: string | null;
  total?: number;
  totalExact?: boolean;
  scores?: Record<string, HitScore>;
}

/** Cards as one user sees them, who is told by an expression. */
export type CardOf<Row extends { id: string }, Card> = (user: string) => CardSource<Row, Card>;

/** A page's statement in one form, with another cut where it says so. */
type Write = (form: Form, change?: Partial<Cut>) => Statement;

type Listing<Row> = Row & Record<`sort${number}`, SortValue | Date>;

/** Lists of every kind: the hits of a search in an order, page by page in both directions. */
@Injectable()
export class ListsService {
  constructor(
    private readonly search: SearchService,
    private readonly repository: SearchRepository,
  ) {}

  /** @throws AppError `query.invalid`, `query.too_slow`, `cursor.invalid`, `request.invalid` */
  async list<Row extends { id: string }, Card>(
    kind: EntityKind,
    request: ListRequest,
    userId: string,
    card: CardOf<Row, Card>,
  ): Promise<Page<Card>> {
    const order = readSort(kind, request.sort);
    const cursor = request.cursor === undefined ? null : decodeCursor(request.cursor, request.sort, order);
    const question = await this.search.ask(kind, request.q, userId);
    const [rows, total] = await Promise.all([
      // One more than asked for tells whether there is a page behind.
      order.by === 'relevance' ? this.ranked(question, request, cursor, card) : this.page(question, order, cursor, request.limit + 1, card),
      request.total ? this.total(question) : undefined,
    ]);
    const shown = rows.slice(0, request.limit);
    if (cursor?.backward === true) shown.reverse();
    const { toCard } = card('NULL');
    return {
      items: shown.map(toCard),
      ...cursorsOf(shown, request, order, cursor, rows.length > request.limit),
      ...(total === undefined ? {} : { total: total.count, totalExact: total.exact }),
      ...(order.by === 'relevance' ? { scores: scoresOf(shown) } : {}),
    };
  }

  /** How many answer; undefined where counting even so many takes too long. */
  async total(question: Question): Promise<Total | undefined> {
    try {
      const [row] = await this.repository.run<{ count: number }>(countStatement(question, mostCounted), countTime);
      const count = row?.count ?? 0;
      return { count: Math.min(count, mostCounted), exact: count <= mostCounted };
    } catch (error) {
      if (isTooSlow(error)) return undefined;
      throw error;
    }
  }

  /** One statement, or more where the rows without a sort value are reached. */
  private async page<Row extends { id: string }, Card>(
    question: Question,
    order: Listed,
    cursor: Cursor | null,
    limit: number,
    card: CardOf<Row, Card>,
  ): Promise<Listing<Row>[]> {
    const { count, at } = shapeOf(order);
    const backward = cursor?.backward ?? false;
    const rows: Listing<Row>[] = [];
    const first = cursor === null ? 0 : at(cursor.place);
    for (let section = first; section >= 0 && section < count && rows.length < limit; section += backward ? -1 : 1) {
      const cut = { after: section === first ? (cursor?.place ?? null) : null, backward, limit: limit - rows.length };
      const write: Write = (form, change) => pageStatement(question, order, section, { ...cut, ...change }, form, card);
      rows.push(...(await this.section<Listing<Row>>(question, order, section, cut, write)));
    }
    return rows;
  }

  /** Tries the form that PostgreSQL plans freely for a short while, then the others: see `Form`. */
  private section<Row>(question: Question, order: Listed, section: number, cut: Cut, write: Write): Promise<Row[]> {
    const within = stepsWithin(order, section);
    const direct = (run: Run) => run<Row>(write('direct'));
    const driven = (run: Run) => run<Row>(write('driven'));
    // A cold cache may have been what made the first attempt slow, so it is made again in the end.
    if (within === null || order.by !== 'steps') return this.repository.firstInTime([direct, driven, direct]);
    return this.repository.firstInTime([(run) => this.byValues<Row>(question, order, section, within, cut, write, run), direct, driven]);
  }

  /**
   * Rows of a section whose first step has few values: value by value, those of one value in the order of the other steps. At most the last
   * value of a page is shared by more rows than fit on it.
   */
  private async byValues<Row>(
    question: Question,
    order: Stepwise,
    section: number,
    within: Stepwise,
    cut: Cut,
    write: Write,
    run: Run,
  ): Promise<Row[]> {
    const { after, backward, limit } = cut;
    const parts = shapeOf(within);
    const rows: Row[] = [];
    const left = () => limit - rows.length;
    const readValue = async (value: SortValue, from: Place | null) => {
      const first = from ? parts.at({ id: from.id, values: from.values.slice(section + 1) }) : backward ? parts.count - 1 : 0;
      for (let part = first; part >= 0 && part < parts.count && left() > 0; part += backward ? -1 : 1)
        rows.push(...(await run<Row>(write('direct', { after: part === first ? from : null, limit: left(), slice: { at: value, part } }))));
    };

    const standsAt = after?.id == null ? null : after;
    const behind = standsAt?.values[section];
    if (standsAt && behind !== undefined) await readValue(behind, standsAt);
    if (left() === 0) return rows;
    // A place without an id is the beginning of a value.
    const slice = behind === undefined ? {} : { behind };
    const rest = { after: standsAt ? null : after, slice };
    const next = await run<{ value: SortValue }>(leadingValuesStatement(question, order, section, { ...cut, ...rest, limit: left() }));
    const last = next.at(-1)?.value;
    if (last === undefined) return rows;
    if (next.length < left()) return [...rows, ...(await run<Row>(write('direct', { ...rest, limit: left() })))];
    if (next[0]?.value !== last)
      rows.push(...(await run<Row>(write('direct', { after: rest.after, limit: left(), slice: { ...slice, before: last } }))));
    await readValue(last, null);
    return rows;
  }

  private ranked<Row extends { id: string }, Card>(
    question: Question,
    { weights, limit }: ListRequest,
    cursor: Cursor | null,
    card: CardOf<Row, Card>,
  ): Promise<Listing<Row>[]> {
    const cut = { after: cursor?.place ?? null, backward: cursor?.backward ?? false, limit: limit + 1 };
    return this.repository.run<Listing<Row>>(rankedStatement(question, readWeights(weights), cut, card));
  }
}

const placeOf = (row: Listing<{ id: string }>, order: Order): Place => {
  const count = order.by === 'steps' ? order.steps.length : 1;
  const values = Array.from({ length: count }, (_, index) => row[`sort${index}`] ?? null);
  return { id: row.id, values: values.map((value) => (value instanceof Date ? value.toISOString() : value)) };
};

const cursorsOf = (
  shown: readonly Listing<{ id: string }>[],
  { sort }: ListRequest,
  order: Order,
  cursor: Cursor | null,
  more: boolean,
): Pick<Page<unknown>, 'nextCursor' | 'previousCursor'> => {
  const leading = (row: Listing<{ id: string }> | undefined, backward: boolean, wanted: boolean) =>
    row && wanted ? encodeCursor(sort, { place: placeOf(row, order), backward }) : null;
  const backward = cursor?.backward ?? false;
  return {
    nextCursor: leading(shown.at(-1), false, backward || more),
    previousCursor: leading(shown[0], true, backward ? more : cursor !== null),
  };
};

const scoresOf = (rows: readonly { id: string }[]): Record<string, HitScore> =>
  Object.fromEntries((rows as readonly Ranked[]).map((row) => [row.id, toScore(row)]));
