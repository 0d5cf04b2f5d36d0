import { z } from 'zod';
import { ApiKey, ApiKeyScope, ContentLimit, ManagedUser, Password, Role, Username } from '../entities/user.js';
import { Instant, pageOf } from '../primitives.js';
import { admin, adminSession, byId, endpoint, ownSession } from './endpoint.js';

/** Users and their API keys. */
export const userHttp = {
  listUsers: endpoint('GET', '/api/users', admin, 'All users', { response: pageOf(ManagedUser) }),
  createUser: endpoint('POST', '/api/users', adminSession, 'Add a user', {
    body: z.object({ username: Username, password: Password, role: Role, contentLimit: ContentLimit.default(null) }),
    response: ManagedUser,
    status: 201,
    secret: true,
  }),
  updateUser: endpoint('PATCH', '/api/users/:id', adminSession, 'Change role, password or content limit, or disable', {
    params: byId,
    body: z
      .object({
        role: Role.optional(),
        disabled: z.boolean().optional(),
        password: Password.optional(),
        contentLimit: ContentLimit.optional(),
      })
      .strict(),
    response: ManagedUser,
    secret: true,
  }),
  deleteUser: endpoint('DELETE', '/api/users/:id', adminSession, 'Remove a user with sessions and keys', { params: byId, status: 204 }),
  listApiKeys: endpoint('GET', '/api/api-keys', ownSession, 'The own API keys', { response: pageOf(ApiKey) }),
  createApiKey: endpoint('POST', '/api/api-keys', ownSession, 'Make an API key; the secret is shown this once', {
    body: z.object({ name: z.string().trim().min(1).max(100), scope: ApiKeyScope, expiresAt: Instant.nullable().default(null) }),
    response: ApiKey.extend({ key: z.string() }),
    status: 201,
    secret: true,
  }),
  deleteApiKey: endpoint('DELETE', '/api/api-keys/:id', ownSession, 'Revoke an own API key', { params: byId, status: 204 }),
} as const;
