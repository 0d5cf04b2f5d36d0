import { Injectable } from '@nestjs/common';
import { EntityKind, type Suggested } from '@reelm/contracts';
import { z } from 'zod';
import { completionStatement, toSuggested, type SuggestedRow } from './completions.js';
import { isTooSlow } from './read.js';
import type { Scope } from './scope.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';
import { valuesStatement } from './values.js';

/** Milliseconds after which somebody who types has typed on. */
const patience = 1_000;

/** What may be meant by what is typed so far. */
@Injectable()
export class CompletionsService {
  constructor(
    private readonly search: SearchService,
    private readonly repository: SearchRepository,
  ) {}

  /** @param exclude ids with commas between; what is no id is passed over */
  async entities(kind: EntityKind, text: string, exclude: string, limit: number, userId: string): Promise<Suggested[]> {
    const ids = exclude.split(',').filter((id) => z.uuid().safeParse(id).success);
    return this.find(kind, text, ids, limit, await this.search.scopeOf(userId));
  }

  /** The best few of every kind. */
  async everything(text: string, limit: number, userId: string): Promise<Suggested[]> {
    const scope = await this.search.scopeOf(userId);
    const found = await Promise.all(EntityKind.options.map((kind) => this.find(kind, text, [], limit, scope)));
    return found.flat();
  }

  async values(
    kind: EntityKind,
    field: string,
    text: string,
    limit: number,
    userId: string,
  ): Promise<{ value: string; count: number | null }[]> {
    const question = await this.search.question(kind, '', await this.search.scopeOf(userId));
    const statement = valuesStatement(question, field, text.trim(), limit);
    if (statement === null) return [];
    const rows = await this.repository.run<{ value: string; count: number | null; exact: boolean }>(statement, patience);
    return rows.map(({ value, count, exact }) => ({ value, count: exact ? count : null }));
  }

  private async find(kind: EntityKind, text: string, exclude: readonly string[], limit: number, scope: Scope): Promise<Suggested[]> {
    const question = await this.search.question(kind, '', scope);
    try {
      const rows = await this.repository.run<SuggestedRow>(completionStatement(question, text, exclude, limit), patience);
      return rows.map(toSuggested(kind));
    } catch (error) {
      // The other kinds may still have something.
      if (isTooSlow(error)) return [];
      throw error;
    }
  }
}
