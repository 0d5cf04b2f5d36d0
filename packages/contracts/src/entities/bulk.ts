import { z } from 'zod';
import { FailureReason, Id, Instant } from '../primitives.js';
import { EntityKind } from './entity.js';
import { Search } from './list.js';

/** The items of a bulk edit: these, or all that answer a search when it begins. */
export const BulkTarget = z.union([z.object({ ids: z.array(Id).min(1).max(10_000) }).strict(), z.object({ q: Search }).strict()]);
export type BulkTarget = z.infer<typeof BulkTarget>;

/**
 * What a bulk edit does to each item: `set` overwrites fields as a single edit does, `add` and `remove` change lists (`tagIds`, `performerIds`,
 * `groupIds`, `urls`, `aliases`).
 */
export const BulkChange = z
  .object({
    set: z.record(z.string(), z.unknown()).default({}).describe('As the body of a PATCH of one item'),
    add: z.record(z.string(), z.array(z.string().max(2000)).max(500)).default({}),
    remove: z.record(z.string(), z.array(z.string().max(2000)).max(500)).default({}),
  })
  .strict();
export type BulkChange = z.infer<typeof BulkChange>;

export const BulkRequest = z
  .object({ target: BulkTarget, change: BulkChange, dryRun: z.boolean().default(false).describe('Counts, and changes nothing') })
  .strict();

export const BulkState = z.enum(['running', 'done', 'cancelled', 'failed', 'undoing', 'undone']);

/** A bulk edit that was asked for; large ones go on as a job. */
export const BulkEdit = z.object({
  id: Id,
  kind: EntityKind,
  state: BulkState,
  change: BulkChange,
  q: z.string().nullable().describe('The search, where one chose the items'),
  matched: z.number().int().nonnegative(),
  changed: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative().describe('Items that were so already'),
  failed: z.number().int().nonnegative(),
  jobId: Id.nullable(),
  username: z.string().nullable(),
  createdAt: Instant,
  undoable: z.boolean(),
});
export type BulkEdit = z.infer<typeof BulkEdit>;

/** What a dry run counts. */
export const BulkForecast = z.object({
  matched: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
});

export const BulkResult = z.object({
  id: Id,
  outcome: z.enum(['changed', 'unchanged', 'failed', 'undone', 'kept']).describe('`kept`: edited since, so undo left it alone'),
  error: FailureReason.nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;
