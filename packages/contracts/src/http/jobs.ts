import { z } from 'zod';
import { DeadLetter, JobQueue, JobState, JobWithChildren } from '../entities/job.js';
import { Id, pageOf, PageQuery } from '../primitives.js';
import { admin, byId, editor, endpoint, viewer } from './endpoint.js';

/** Jobs, their queues, and messages that no handler could take. */
export const jobHttp = {
  listJobs: endpoint('GET', '/api/jobs', viewer, 'Jobs, newest first', {
    query: PageQuery.extend({ state: JobState.optional(), kind: z.string().max(100).optional(), parentId: Id.optional() }),
    response: pageOf(JobWithChildren),
  }),
  getJob: endpoint('GET', '/api/jobs/:id', viewer, 'One job', { params: byId, response: JobWithChildren }),
  cancelJob: endpoint('POST', '/api/jobs/:id/cancel', editor, 'Stop a job and the jobs that it caused', {
    params: byId,
    response: JobWithChildren,
  }),
  retryJob: endpoint('POST', '/api/jobs/:id/retry', editor, 'Try a failed or cancelled job again', {
    params: byId,
    response: JobWithChildren,
    status: 202,
  }),
  listJobQueues: endpoint('GET', '/api/job-queues', viewer, 'Queues with their load', { response: pageOf(JobQueue) }),
  updateJobQueue: endpoint('PATCH', '/api/job-queues/:kind', editor, 'Pause or resume a queue', {
    params: z.object({ kind: z.string().max(100) }),
    body: z.object({ paused: z.boolean() }),
    response: JobQueue,
  }),
  listDeadLetters: endpoint('GET', '/api/dead-letters', viewer, 'Messages that no handler could take', {
    query: PageQuery,
    response: pageOf(DeadLetter),
  }),
  replayDeadLetter: endpoint('POST', '/api/dead-letters/:id/replay', admin, 'Deliver it once more', {
    params: z.object({ id: z.string().max(50) }),
    status: 204,
  }),
  deleteDeadLetter: endpoint('DELETE', '/api/dead-letters/:id', admin, 'Drop it', {
    params: z.object({ id: z.string().max(50) }),
    status: 204,
  }),
} as const;
