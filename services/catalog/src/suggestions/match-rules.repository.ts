import { Injectable } from '@nestjs/common';
import type { MatchRule, MatchRuleCreate } from '@reelm/contracts';
import { Database, newId, type Tx } from '@reelm/service-kit';
import type { z } from 'zod';

export interface RuleRow extends Omit<MatchRule, 'createdAt'> {
  createdAt: Date;
}

const columns = 'id, name, q, kinds, created_at AS "createdAt"';

@Injectable()
export class MatchRulesRepository {
  constructor(private readonly database: Database) {}

  list(tx: Tx = this.database): Promise<RuleRow[]> {
    return tx.query<RuleRow>(`SELECT ${columns} FROM match_rule ORDER BY id`);
  }

  async create(rule: z.output<typeof MatchRuleCreate>): Promise<RuleRow[]> {
    return this.database.query<RuleRow>(`INSERT INTO match_rule (id, name, q, kinds) VALUES ($1, $2, $3, $4) RETURNING ${columns}`, [
      newId(),
      rule.name,
      rule.q,
      rule.kinds,
    ]);
  }

  async remove(id: string): Promise<boolean> {
    return (await this.database.query('DELETE FROM match_rule WHERE id = $1 RETURNING 1', [id])).length > 0;
  }
}
