import { http, type JobState } from '@reelm/contracts';
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
  call(http.listJobs, { query: { ...filter, cursor, limit: pageSize } }, { signal });
export const getJob = (id: string, signal?: AbortSignal) => call(http.getJob, { params: { id } }, { signal });
export const cancelJob = (id: string) => call(http.cancelJob, { params: { id } });
export const retryJob = (id: string) => call(http.retryJob, { params: { id } });

export const listQueues = (signal?: AbortSignal) => call(http.listJobQueues, {}, { signal });
export const pauseQueue = (kind: string, paused: boolean) => call(http.updateJobQueue, { params: { kind }, body: { paused } });

export const listDeadLetters = (cursor: string | undefined, signal?: AbortSignal) =>
  call(http.listDeadLetters, { query: { cursor, limit: pageSize } }, { signal });
export const replayDeadLetter = (id: string) => call(http.replayDeadLetter, { params: { id } });
export const deleteDeadLetter = (id: string) => call(http.deleteDeadLetter, { params: { id } });

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
