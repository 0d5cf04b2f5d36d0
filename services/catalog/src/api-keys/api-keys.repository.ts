import { Injectable } from '@nestjs/common';
import type { ApiKeyScope, MediaTarget, Role } from '@reelm/contracts';
import { Database, newId } from '@reelm/service-kit';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import type { ApiKey } from '../generated/prisma/client.js';

/** Scope of keys that are media tokens. */
export const mediaScope = 'media';

/** A key that may be used now, with its owner. */
export interface UsableKey {
  id: string;
  scope: string;
  /** Of a media token. */
  target: unknown;
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
    return this.prisma.apiKey.findMany({ where: { userId, scope: { not: mediaScope } }, orderBy: { id: 'desc' } });
  }

  listMediaTokens(userId: string): Promise<ApiKey[]> {
    return this.prisma.apiKey.findMany({ where: { userId, scope: mediaScope }, orderBy: { id: 'desc' } });
  }

  create(key: {
    userId: string;
    name: string;
    scope: ApiKeyScope | typeof mediaScope;
    prefix: string;
    keyHash: Buffer<ArrayBuffer>;
    expiresAt: Date | null;
    target?: MediaTarget;
  }): Promise<ApiKey> {
    return this.prisma.apiKey.create({ data: { id: newId(), ...key } });
  }

  /** Whether there was such a key of this user. */
  async remove(userId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.apiKey.deleteMany({ where: { id, userId, scope: { not: mediaScope } } });
    return count > 0;
  }

  /** Whether there was such a media token of this user. */
  async removeMediaToken(userId: string, id: string): Promise<boolean> {
    const { count } = await this.prisma.apiKey.deleteMany({ where: { id, userId, scope: mediaScope } });
    return count > 0;
  }

  /** Media tokens are made by the dozen, so those that have run out go by themselves. */
  async forgetEndedMediaTokens(userId: string): Promise<void> {
    await this.database.query('DELETE FROM api_key WHERE user_id = $1 AND scope = $2 AND expires_at < now()', [userId, mediaScope]);
  }

  /** The unexpired key of an enabled user; notes at most every minute that it was used. */
  async use(keyHash: Buffer): Promise<UsableKey | undefined> {
    const [key] = await this.database.query<UsableKey & { stale: boolean }>(
      `SELECT k.id, k.scope, k.target, u.id AS "userId", u.username, u.role, u.content_limit IS NOT NULL AS limited, coalesce(k.last_used_at < now() - interval '1 minute', true) AS stale
       FROM api_key k JOIN user_account u ON u.id = k.user_id
       WHERE k.key_hash = $1 AND NOT u.disabled AND (k.expires_at IS NULL OR k.expires_at > now())`,
      [keyHash],
    );
    if (key?.stale) await this.database.query('UPDATE api_key SET last_used_at = now() WHERE id = $1', [key.id]);
    return key;
  }
}
