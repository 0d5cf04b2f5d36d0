import { Injectable } from '@nestjs/common';
import type { Role } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import { idleDays, sessionDays } from './session-cookie.js';

export interface LiveSession {
  userId: string;
  username: string;
  role: Role;
  limited: boolean;
}

const alive = `s.created_at > now() - interval '${sessionDays} days' AND s.last_seen_at > now() - interval '${idleDays} days'`;

@Injectable()
export class SessionsRepository {
  constructor(
    private readonly database: Database,
    private readonly prisma: CatalogPrisma,
  ) {}

  /** Adds a session, and removes those that have run out, of anybody. */
  async create(idHash: Buffer<ArrayBuffer>, userId: string): Promise<void> {
    await this.database.query(`DELETE FROM session s WHERE NOT (${alive})`);
    await this.prisma.session.create({ data: { idHash, userId } });
  }

  /** The session, if it is alive and its user enabled; notes at most every minute that it was seen. */
  async use(idHash: Buffer): Promise<LiveSession | undefined> {
    const [session] = await this.database.query<LiveSession & { stale: boolean }>(
      `SELECT u.id AS "userId", u.username, u.role, u.content_limit IS NOT NULL AS limited,
         s.last_seen_at < now() - interval '1 minute' OR u.last_seen_at IS NULL OR u.last_seen_at < now() - interval '1 minute' AS stale
       FROM session s JOIN user_account u ON u.id = s.user_id
       WHERE s.id_hash = $1 AND NOT u.disabled AND ${alive}`,
      [idHash],
    );
    if (session?.stale) await this.touch(idHash);
    return session;
  }

  private async touch(idHash: Buffer): Promise<void> {
    await this.database.query(
      `WITH seen AS (UPDATE session SET last_seen_at = now() WHERE id_hash = $1 RETURNING user_id)
       UPDATE user_account SET last_seen_at = now() WHERE id IN (SELECT user_id FROM seen)`,
      [idHash],
    );
  }

  async remove(idHash: Buffer<ArrayBuffer>): Promise<void> {
    await this.prisma.session.deleteMany({ where: { idHash } });
  }

  async removeAll(userId: string): Promise<void> {
    await this.prisma.session.deleteMany({ where: { userId } });
  }
}
