import { type JobState, jobHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export interface JobFilter {
  state?: JobState;
  parentId?: string;
}

export const jobKeys = {
  all: ['jobs'] as const,
  lists: ['jobs', 'list'] as const,
  list: (filter: JobFilter) => ['jobs', 'list', filter] as const,
  one: (id: string) => ['jobs', 'one', id] as const,
  failed: ['jobs', 'all-failed'] as const,
  queues: ['jobs', 'queues'] as const,
  deadLetters: ['jobs', 'dead-letters'] as const,
};

const pageSize = 50;

export const listJobs = (filter: JobFilter, cursor: string | undefined, signal?: AbortSignal) =>
  call(jobHttp.listJobs, { query: { ...filter, cursor, limit: pageSize } }, { signal });
export const getJob = (id: string, signal?: AbortSignal) => call(jobHttp.getJob, { params: { id } }, { signal });
export const cancelJob = (id: string) => call(jobHttp.cancelJob, { params: { id } });
export const retryJob = (id: string) => call(jobHttp.retryJob, { params: { id } });

export const listQueues = (signal?: AbortSignal) => call(jobHttp.listJobQueues, {}, { signal });
export const pauseQueue = (kind: string, paused: boolean) => call(jobHttp.updateJobQueue, { params: { kind }, body: { paused } });

export const listDeadLetters = (cursor: string | undefined, signal?: AbortSignal) =>
  call(jobHttp.listDeadLetters, { query: { cursor, limit: pageSize } }, { signal });
export const replayDeadLetter = (id: string) => call(jobHttp.replayDeadLetter, { params: { id } });
export const deleteDeadLetter = (id: string) => call(jobHttp.deleteDeadLetter, { params: { id } });

/** Every failed job, page by page; a retry of all must not stop at the first page. */
export async function listAllFailed(signal?: AbortSignal) {
  const jobs = [];
  let cursor: string | undefined;
  do {
    const page = await listJobs({ state: 'failed' }, cursor, signal);
    jobs.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return jobs;
}
