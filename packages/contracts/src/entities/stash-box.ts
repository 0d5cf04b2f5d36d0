import { z } from 'zod';
import { FailureReason, Id, Instant } from '../primitives.js';

const hasCredentials = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
};

export const StashBoxUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !hasCredentials(url), 'leave user name and password out of the address')
  .describe('Address of the GraphQL endpoint, usually ending in /graphql');

/** A stash-box to ask. The API key goes in and never comes out again. */
export const StashBox = z.object({
  id: Id,
  name: z.string(),
  url: StashBoxUrl,
  hasApiKey: z.boolean(),
  lastCheck: z
    .object({
      at: Instant,
      ok: z.boolean(),
      user: z.string().nullable(),
      version: z.string().nullable(),
      problem: FailureReason.nullable(),
    })
    .nullable(),
  createdAt: Instant,
});
export type StashBox = z.infer<typeof StashBox>;

export const StashBoxCreate = z.object({
  name: z.string().trim().min(1).max(100),
  url: StashBoxUrl,
  apiKey: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .regex(/^[\x21-\x7e]+$/, 'an API key has no spaces and no special characters'),
});
export const StashBoxUpdate = StashBoxCreate.partial();
