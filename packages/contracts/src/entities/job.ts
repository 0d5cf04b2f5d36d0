import { z } from 'zod';
import { FailureReason, Id, Instant, ServiceName } from '../primitives.js';

export const JobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;
export const isFinal = (state: JobState): boolean => state !== 'queued' && state !== 'running';

/** Interactive work overtakes normal work, which overtakes background work. */
export const JobPriority = z.enum(['background', 'normal', 'interactive']);
export type JobPriority = z.infer<typeof JobPriority>;

export const Progress = z.object({
  done: z.number().nonnegative(),
  total: z.number().nonnegative().nullable().describe('Null while not yet known'),
  unit: z.string().describe('What is counted, for example `files` or `seconds`'),
  note: z.string().optional(),
});
export type Progress = z.infer<typeof Progress>;

/** A piece of long work. `children` counts the jobs that it caused, where it caused any. */
export const Job = z.object({
  id: Id,
  kind: z.string().describe('For example `transcode.analyze`'),
  service: ServiceName,
  label: z.string().describe('What it works on, for people'),
  parentId: Id.nullable(),
  fileId: Id.nullable(),
  libraryId: Id.nullable(),
  state: JobState,
  priority: JobPriority,
  attempt: z.number().int().nonnegative(),
  progress: Progress.nullable(),
  error: FailureReason.nullable(),
  queuedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobChildren = z.record(JobState, z.number().int().nonnegative());
export const JobWithChildren = Job.extend({ children: JobChildren.nullable() });
export type JobWithChildren = z.infer<typeof JobWithChildren>;

export const JobQueue = z.object({
  kind: z.string(),
  service: ServiceName,
  paused: z.boolean(),
  queued: z.number().int(),
  running: z.number().int(),
});
export type JobQueue = z.infer<typeof JobQueue>;

/** A message that no handler could take, kept for a person to look at. */
export const DeadLetter = z.object({
  id: z.string(),
  subject: z.string(),
  service: ServiceName,
  reason: FailureReason,
  deliveries: z.number().int(),
  payload: z.unknown(),
  failedAt: Instant,
});
export type DeadLetter = z.infer<typeof DeadLetter>;
