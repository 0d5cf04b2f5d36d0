import { Injectable } from '@nestjs/common';
import type { ApiKeyScope, Role } from '@reelm/contracts';
import { Database, newId } from '@reelm/service-kit';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import type { ApiKey } from '../generated/prisma/client.js';

/** A key that may be used now, with its owner. */
export interface UsableKey {
  id: string;
  scope: ApiKeyScope;
  userId: string;
  username: string;
  role: Role;
  limited: boolean;
}

@Injectable()
export class ApiKeysRepository {
  constructor(
    private readonly database: Database,
    private readonly prisma: CatalogPrisma,
  ) {}

  list(userId: string): Promise<ApiKey[]> {
    return this.prisma.apiKey.findMany({ where: { userId }, orderBy: { id: 'desc' } });
  }

  create(key: {
    userId: string;
    name: string;
    scope: ApiKeyScope;
    prefix: string;
    keyHash: Buffer<ArrayBuffer>;
    expiresAt: Date | null;
  }): Promise<ApiKey> {
    return this.prisma.apiKey.create({ data: { id: newId(), ...key } });
  }

  /** Whether there was such a key of this user. */
  async remove(userId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.apiKey.deleteMany({ where: { id, userId } });
    return count > 0;
  }

  /** The unexpired key of an enabled user; notes at most every minute that it was used. */
  async use(keyHash: Buffer): Promise<UsableKey | undefined> {
    const [key] = await this.database.query<UsableKey & { stale: boolean }>(
      `SELECT k.id, k.scope, u.id AS "userId", u.username, u.role, u.content_limit IS NOT NULL AS limited, coalesce(k.last_used_at < now() - interval '1 minute', true) AS stale
       FROM api_key k JOIN user_account u ON u.id = k.user_id
       WHERE k.key_hash = $1 AND NOT u.disabled AND (k.expires_at IS NULL OR k.expires_at > now())`,
      [keyHash],
    );
    if (key?.stale) await this.database.query('UPDATE api_key SET last_used_at = now() WHERE id = $1', [key.id]);
    return key;
  }
}
