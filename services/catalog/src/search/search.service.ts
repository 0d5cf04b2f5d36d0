import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import type { Question } from './question.js';
import { readQuery } from './read.js';
import { resolve } from './resolve.js';
import type { Scope } from './scope.js';
import { SearchRepository } from './search.repository.js';

/** Milliseconds that looking up the parts of a search may take. */
const lookUpTime = 1_000;

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
  question(kind: EntityKind, q: string, scope: Scope): Promise<Question> {
    return resolve(kind, readQuery(q, kind), scope, new Date(), (statement) => this.repository.run(statement, lookUpTime));
  }
}
