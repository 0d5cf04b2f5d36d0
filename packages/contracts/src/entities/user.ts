import { z } from 'zod';
import { Id, Instant } from '../primitives.js';

/** What a person may do: viewers look, editors change metadata, admins run the system. Each includes the ones before. */
export const Role = z.enum(['viewer', 'editor', 'admin']);
export type Role = z.infer<typeof Role>;

/** Whether `role` includes everything that `needed` allows. */
export const roleIncludes = (role: Role, needed: Role): boolean => Role.options.indexOf(role) >= Role.options.indexOf(needed);

export const Username = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u, 'use letters, digits and . _ @ -');
export const Password = z.string().min(8, 'use at least 8 characters').max(256);

export const User = z.object({
  id: Id,
  username: z.string(),
  role: Role,
  disabled: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
});
export type User = z.infer<typeof User>;

/** A search for videos that a user may never see past; null for everything. */
export const ContentLimit = z.string().trim().min(1).max(2000).nullable();

/** A user as administrators see it. */
export const ManagedUser = User.extend({
  contentLimit: z.string().nullable().describe('A search for videos that this user may never see past; null for all'),
});
export type ManagedUser = z.infer<typeof ManagedUser>;

/** What an API key may do; it maps to the role of the same reach and never exceeds its owner's role. */
export const ApiKeyScope = z.enum(['read', 'write', 'admin']);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;
export const scopeRole = { read: 'viewer', write: 'editor', admin: 'admin' } as const satisfies Record<ApiKeyScope, Role>;

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  scope: ApiKeyScope,
  prefix: z.string().describe('First characters of the key, to tell keys apart'),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
