import { z } from 'zod';
import { FailureReason, Id, Instant } from '../primitives.js';
import { EntityKind, mostEntries, Name, Url } from './entity.js';

/** Items that one request may name. */
const mostIds = 10_000;

/** The items of a bulk edit: these, or all that answer a search when it begins but those left out. */
export const BulkTarget = z.union([
  z.object({ ids: z.array(Id).min(1).max(mostIds) }).strict(),
  // Without a default: what names no items must not be all of them.
  z
    .object({
      q: z.string().max(2000).describe('A search in the language of docs/query-language.md'),
      except: z.array(Id).max(mostIds).optional().describe('Items that are left alone, though the search finds them'),
    })
    .strict(),
]);
export type BulkTarget = z.infer<typeof BulkTarget>;

/** Lists of each kind that a bulk edit can add to and remove from. */
export const bulkLists = {
  video: ['tagIds', 'performerIds', 'groupIds', 'urls'],
  performer: ['tagIds', 'urls', 'aliases'],
  studio: ['tagIds', 'urls', 'aliases'],
  tag: ['parentIds', 'urls', 'aliases'],
  group: ['tagIds', 'urls', 'aliases'],
  marker: ['tagIds', 'performerIds'],
  gallery: ['tagIds', 'performerIds', 'videoIds', 'urls'],
  image: ['tagIds', 'performerIds', 'galleryIds', 'urls'],
} as const satisfies Record<EntityKind, readonly (keyof typeof mostEntries)[]>;
type ListOf<K extends EntityKind> = (typeof bulkLists)[K][number];

const entryOf = (list: keyof typeof mostEntries): z.ZodType<string> => (list === 'urls' ? Url : list === 'aliases' ? Name : Id);

const entries = <K extends EntityKind>(kind: K, entry: (list: ListOf<K>) => z.ZodType<string>) =>
  z
    .object(
      Object.fromEntries(bulkLists[kind].map((list) => [list, z.array(entry(list)).max(mostEntries[list]).optional()])) as Record<
        ListOf<K>,
        z.ZodOptional<z.ZodArray<z.ZodType<string>>>
      >,
    )
    .strict();

/**
 * A bulk edit of one kind: `set` overwrites fields as a single edit does, then `add` and `remove` change lists.
 * @param update body of a single edit of this kind
 */
export const bulkRequest = <K extends EntityKind, U extends z.ZodType<object>>(kind: K, update: U) =>
  z
    .object({
      target: BulkTarget,
      change: z
        .object({
          set: update.optional(),
          add: entries(kind, entryOf).optional(),
          // What is to go may be of a form that is not taken any more.
          remove: entries(kind, () => z.string().max(2000)).optional(),
        })
        .strict()
        .refine((change) => Object.values(change).some((part) => part !== undefined && Object.keys(part).length > 0), 'say what to change'),
      dryRun: z.boolean().default(false).describe('Counts, and changes nothing'),
    })
    .strict();

/** What a bulk edit does to each item, as it is kept. */
export const BulkChange = z.object({
  set: z.record(z.string(), z.unknown()).describe('As the body of a PATCH of one item'),
  add: z.record(z.string(), z.array(z.string())),
  remove: z.record(z.string(), z.array(z.string())),
});
export type BulkChange = z.infer<typeof BulkChange>;

/** `cancelled` and `failed` did a part of the items: trying the job again does the others, and undo puts these back. */
export const BulkState = z.enum(['running', 'done', 'cancelled', 'failed', 'undoing', 'undone']);
export type BulkState = z.infer<typeof BulkState>;

const Count = z.number().int().nonnegative();

/** A bulk edit that was asked for; large ones go on as a job. */
export const BulkEdit = z.object({
  id: Id,
  kind: EntityKind,
  state: BulkState,
  change: BulkChange,
  q: z.string().nullable().describe('The search, where one chose the items'),
  matched: Count,
  changed: Count,
  unchanged: Count.describe('Items that were so already'),
  failed: Count,
  undone: Count.describe('Of those changed, put back since'),
  kept: Count.describe('Of those changed, not put back, or not all of it: somebody edited them since'),
  jobId: Id.nullable().describe('The job that carries it out, or undoes it; null where that was done at once'),
  username: z.string().nullable(),
  createdAt: Instant,
  undoable: z.boolean(),
});
export type BulkEdit = z.infer<typeof BulkEdit>;

/** What a dry run counts. */
export const BulkForecast = z.object({ matched: Count, changed: Count, unchanged: Count, failed: Count });
export type BulkForecast = z.infer<typeof BulkForecast>;

export const BulkOutcome = z.enum(['changed', 'unchanged', 'failed', 'undone', 'kept']);
export type BulkOutcome = z.infer<typeof BulkOutcome>;

export const BulkResult = z.object({
  id: Id,
  outcome: BulkOutcome.describe('`kept`: undo left it alone, or some of it'),
  kept: z.array(z.string()).describe('Fields that undo left alone, because they were edited since'),
  error: FailureReason.nullable().describe('Why it failed, or could not be put back'),
});
export type BulkResult = z.infer<typeof BulkResult>;
