import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import { compile } from './compile.js';
import type { Question } from './question.js';
import { readQuery, UnknownPlace } from './read.js';
import { resolve } from './resolve.js';
import type { Scope } from './scope.js';
import { SearchRepository } from './search.repository.js';
import { hitIdsStatement } from './statements.js';
import { Writer } from './writer.js';

/** Milliseconds that looking up the parts of a search may take. */
const lookUpTime = 1_000;
/** Milliseconds for a part of a search that nobody waits for. */
const batchTime = 60_000;

/** Asks for itself: sees everything and has no history. */
export const nobody: Scope = { userId: '00000000-0000-0000-0000-000000000000', limit: null };

/** A condition of a statement, with the values of its placeholders. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/** Reads searches and makes them ready to become SQL. */
@Injectable()
export class SearchService {
  constructor(private readonly repository: SearchRepository) {}

  /** What a user may see of videos. */
  async scopeOf(userId: string): Promise<Scope> {
    const limit = await this.repository.limitOf(userId);
    return { userId, limit: limit === null ? null : readQuery(limit, 'video') };
  }

  /** @throws AppError `query.invalid`, `query.too_slow` */
  async ask(kind: EntityKind, q: string, userId: string): Promise<Question> {
    return this.question(kind, q, await this.scopeOf(userId));
  }

  /** A search of whom `scope` is. @throws as {@link ask} */
  async question(kind: EntityKind, q: string, scope: Scope): Promise<Question> {
    try {
      return await resolve(kind, readQuery(q, kind), scope, new Date(), (statement) => this.repository.run(statement, lookUpTime));
    } catch (error) {
      throw error instanceof UnknownPlace ? error.in(q) : error;
    }
  }

  /**
   * What a user may see of videos, as a condition on a row of `video` for a statement of another feature: `true` where there is no limit.
   * @param taken placeholders of that statement before those of the condition
   */
  async visible(userId: string, alias: string, taken = 0): Promise<Condition> {
    const question = await this.ask('video', '', userId);
    if (question.scope.limit === null) return { sql: 'true', values: [] };
    const writer = new Writer(question, taken);
    return { sql: compile(question.scope.limit, { kind: 'video', alias, outer: null }, writer), values: writer.values };
  }

  /** Those of some ids that answer. @throws as {@link ask} */
  async among(question: Question, ids: readonly string[]): Promise<string[]> {
    const rows = await this.repository.run<{ id: string }>(hitIdsStatement(question, { among: ids }));
    return rows.map(({ id }) => id);
  }

  /** Ids of all that answer, in parts of `size`; for jobs. @throws as {@link ask} */
  async *batches(question: Question, size: number): AsyncGenerator<string[]> {
    for (let behind: string | null = null; ;) {
      const rows: { id: string }[] = await this.repository.run<{ id: string }>(
        hitIdsStatement(question, { behind, limit: size }),
        batchTime,
      );
      if (rows.length > 0) yield rows.map(({ id }) => id);
      const last = rows.at(-1);
      if (last === undefined || rows.length < size) return;
      behind = last.id;
    }
  }
}
