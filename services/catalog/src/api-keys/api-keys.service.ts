import { Injectable } from '@nestjs/common';
import { ApiKeyScope, MediaTarget, roleIncludes, scopeRole, type ApiKey, type Role } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { Actor } from '../auth/actor.js';
import { hashSecret, newSecret } from '../auth/secrets.js';
import type { ApiKey as ApiKeyRow } from '../generated/prisma/client.js';
import { ApiKeysRepository, mediaScope } from './api-keys.repository.js';

/** Lets secret scanners and people recognise a key of ours. */
const keyPrefix = 'reelm_';
/** Of media tokens: no other key is taken from an address, which ends up in histories and logs of others. */
export const mediaTokenPrefix = `${keyPrefix}media_`;

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  scope: ApiKeyScope.parse(row.scope),
  prefix: row.prefix,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

/** What a key may do: its scope, but never more than its owner may today. */
export const keyRole = (scope: ApiKeyScope, ownerRole: Role): Role =>
  roleIncludes(ownerRole, scopeRole[scope]) ? scopeRole[scope] : ownerRole;

@Injectable()
export class ApiKeysService {
  constructor(private readonly keys: ApiKeysRepository) {}

  async list(actor: Actor): Promise<ApiKey[]> {
    return (await this.keys.list(actor.userId)).map(toApiKey);
  }

  /** @returns the key with its secret, which is not kept. @throws AppError `api_key.scope_too_wide` */
  async create(actor: Actor, wish: { name: string; scope: ApiKeyScope; expiresAt: string | null }): Promise<ApiKey & { key: string }> {
    if (!roleIncludes(actor.role, scopeRole[wish.scope])) throw new AppError('api_key.scope_too_wide', { role: actor.role });
    const key = keyPrefix + newSecret();
    const row = await this.keys.create({
      userId: actor.userId,
      name: wish.name,
      scope: wish.scope,
      prefix: key.slice(0, keyPrefix.length + 6),
      keyHash: hashSecret(key),
      expiresAt: wish.expiresAt === null ? null : new Date(wish.expiresAt),
    });
    return { ...toApiKey(row), key };
  }

  /** @throws AppError `api_key.not_found`, also for keys of others */
  async remove(actor: Actor, id: string): Promise<void> {
    if (!(await this.keys.remove(actor.userId, id))) throw new AppError('api_key.not_found');
  }

  /** Who a key or a media token speaks for. @throws AppError `auth.key_invalid` */
  async authenticate(key: string): Promise<Actor> {
    const found = key.startsWith(keyPrefix) ? await this.keys.use(hashSecret(key)) : undefined;
    if (!found) throw new AppError('auth.key_invalid');
    const { id: keyId, userId, username, limited } = found;
    const owner = { userId, username, limited };
    return found.scope === mediaScope
      ? { ...owner, role: 'viewer', via: { kind: 'media', keyId, target: MediaTarget.parse(found.target) } }
      : { ...owner, role: keyRole(ApiKeyScope.parse(found.scope), found.role), via: { kind: 'key', keyId } };
  }

  /** Who a media token from an address speaks for. @throws AppError `auth.key_invalid`, also for keys of other kinds */
  async authenticateLink(token: string): Promise<Actor> {
    if (!token.startsWith(mediaTokenPrefix)) throw new AppError('auth.key_invalid');
    return this.authenticate(token);
  }
}
