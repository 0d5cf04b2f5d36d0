import { z } from 'zod';
import { EntityKind } from './entities/entity.js';
import { Job } from './entities/job.js';
import { Id } from './primitives.js';

/** What `GET /api/events` sends; each says what to look at again, never more than the receiver may see. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: Job }),
  z.object({ type: z.literal('videos'), ids: z.array(Id) }),
  z.object({ type: z.literal('entities'), kind: EntityKind.exclude(['video']), ids: z.array(Id) }),
  z.object({ type: z.literal('libraries') }),
  z.object({ type: z.literal('dead-letters') }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
