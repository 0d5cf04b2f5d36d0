import { Injectable } from '@nestjs/common';
import type { MatchRule, MatchRuleCreate } from '@reelm/contracts';
import { AppError, type Tx } from '@reelm/service-kit';
import type { z } from 'zod';
import { readQuery } from '../search/read.js';
import { nobody, SearchService } from '../search/search.service.js';
import type { KnownName } from './name-matcher.js';
import { MatchRulesRepository, type RuleRow } from './match-rules.repository.js';

const toRule = (row: RuleRow): MatchRule => ({ ...row, createdAt: row.createdAt.toISOString() });

/** Rules that accept suggestions without asking anybody. */
@Injectable()
export class MatchRulesService {
  constructor(
    private readonly rules: MatchRulesRepository,
    private readonly search: SearchService,
  ) {}

  async list(): Promise<MatchRule[]> {
    return (await this.rules.list()).map(toRule);
  }

  /** @throws AppError `query.invalid` */
  async create(rule: z.output<typeof MatchRuleCreate>): Promise<MatchRule> {
    readQuery(rule.q, 'video');
    const [row] = await this.rules.create(rule);
    if (row === undefined) throw new Error('A rule was not kept.');
    return toRule(row);
  }

  /** @throws AppError `match_rule.not_found` */
  async remove(id: string): Promise<void> {
    if (!(await this.rules.remove(id))) throw new AppError('match_rule.not_found');
  }

  /** Ids of those suggestions that some rule accepts. */
  async accepted(tx: Tx, suggestions: readonly { id: string; videoId: string; kind: KnownName['kind'] }[]): Promise<string[]> {
    const accepted = new Set<string>();
    for (const rule of suggestions.length === 0 ? [] : await this.rules.list(tx)) {
      const concerned = suggestions.filter(({ kind }) => rule.kinds.includes(kind));
      if (concerned.length === 0) continue;
      const question = await this.search.question('video', rule.q, nobody);
      const videos = new Set(
        await this.search.among(
          question,
          concerned.map(({ videoId }) => videoId),
        ),
      );
      for (const { id, videoId } of concerned) if (videos.has(videoId)) accepted.add(id);
    }
    return [...accepted];
  }
}
