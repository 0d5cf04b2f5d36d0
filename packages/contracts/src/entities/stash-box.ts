import { z } from 'zod';
import { FailureReason, Id, Instant } from '../primitives.js';

export const StashBoxUrl = z.url({ protocol: /^https?$/ }).max(500).describe('Address of the GraphQL endpoint, usually ending in /graphql');

/** A stash-box to ask. The API key goes in and never comes out again. */
export const StashBox = z.object({
  id: Id,
  name: z.string(),
  url: StashBoxUrl,
  hasApiKey: z.boolean(),
  lastCheck: z
    .object({ at: Instant, ok: z.boolean(), user: z.string().nullable(), version: z.string().nullable(), problem: FailureReason.nullable() })
    .nullable(),
  createdAt: Instant,
});
export type StashBox = z.infer<typeof StashBox>;

export const StashBoxCreate = z.object({
  name: z.string().trim().min(1).max(100),
  url: StashBoxUrl,
  apiKey: z.string().trim().min(1).max(4000),
});
export const StashBoxUpdate = StashBoxCreate.partial();
