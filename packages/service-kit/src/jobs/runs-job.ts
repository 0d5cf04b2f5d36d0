import { SetMetadata } from '@nestjs/common';
import type { FailureReason, JobDefinition, Progress } from '@reelm/contracts';
import type { Tx } from '../database/database.js';
import type { Log } from '../log.js';

/** What a job handler gets beside its payload. */
export interface JobContext {
  id: string;
  attempt: number;
  /** Aborted when the job is cancelled, runs out of time, was taken over by another worker, or the service stops. */
  signal: AbortSignal;
  log: Log;
  /** Shows how far the job is; cheap, call it as often as there is news. */
  progress(progress: Progress): void;
}

/** Work for the transaction that settles a job. It runs only if the worker still holds the job, so its effects happen once. */
export type JobEffects = (tx: Tx) => Promise<void>;
export type RunJob = (payload: never, context: JobContext) => Promise<JobEffects | void>;

/**
 * Thrown by a handler to end its job for good, together with effects (for example the event that says so): as failed, or as cancelled where
 * there is nothing to work on any more.
 */
export class JobFailure extends Error {
  override name = 'JobFailure';
  constructor(
    readonly reason: FailureReason,
    readonly effects: JobEffects = () => Promise.resolve(),
    readonly state: 'failed' | 'cancelled' = 'failed',
  ) {
    super(reason.message);
  }
}

export interface RunsJobOptions {
  definition: JobDefinition;
  /** How many run at once in one process. */
  concurrency: number | (() => number);
}
export const RUNS_JOB = Symbol('RUNS_JOB');

/**
 * Executes jobs of a kind: `run(payload, context: JobContext): Promise<JobEffects | void>`.
 * Throw an AppError to fail: a retryable one is tried again later, any other ends the job.
 */
export const RunsJob = (definition: JobDefinition, options: { concurrency?: number | (() => number) } = {}): MethodDecorator =>
  SetMetadata(RUNS_JOB, { definition, concurrency: options.concurrency ?? 1 } satisfies RunsJobOptions);
