import { events, http, progressSubject, serviceNames, serviceRpcs, type Job } from '@reelm/contracts';
import { AppError, newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { jobOf } from '../testing/job.js';
import { answerFor, publish } from '../testing/other-services.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
/** What the stand-ins of the other services were asked. */
let asked: string[] = [];
/** How many live children a service holds of a parent. */
const liveChildren = new Map<string, number>();

beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  for (const service of serviceNames.filter((name) => name !== 'catalog' && name !== 'faces')) {
    const rpc = serviceRpcs[service];
    answerFor(catalog.bus, rpc.cancelJob, ({ jobId }) => {
      asked.push(`${service} cancel ${jobId}`);
      return jobOf({ id: jobId, service, state: 'cancelled' });
    });
    answerFor(catalog.bus, rpc.cancelChildren, ({ parentId }) => {
      asked.push(`${service} cancel below ${parentId}`);
      return { cancelled: service === 'transcode' ? (liveChildren.get(parentId) ?? 0) : 0 };
    });
    answerFor(catalog.bus, rpc.retryJob, ({ jobId }) => {
      asked.push(`${service} retry ${jobId}`);
      throw new AppError('job.not_retryable', { state: 'succeeded' });
    });
    answerFor(catalog.bus, rpc.listQueues, () => [{ kind: `${service}.work`, service, paused: false, queued: 2, running: 1 }]);
    answerFor(catalog.bus, rpc.pauseQueue, ({ kind, paused }) => ({ kind, service, paused, queued: 0, running: 0 }));
  }
  // Faces answers one question alone; its queues stay unknown.
  answerFor(catalog.bus, serviceRpcs.faces.cancelChildren, () => ({ cancelled: 0 }));
});
afterAll(() => catalog.stop());
beforeEach(() => {
  asked = [];
});

const get = (id: string) => call(catalog.url, http.getJob, cookie, undefined, id);
const list = (query: string) => send(catalog.url, 'GET', `/api/jobs?${query}`, cookie);
const idsOf = (answer: { body: unknown }) => (answer.body as { items: Job[] }).items.map((job) => job.id);
const tell = async (...jobs: Job[]) => {
  await publish(
    catalog.bus,
    events.transcodeJobChanged,
    jobs.filter((job) => job.service === 'transcode'),
  );
  await publish(
    catalog.bus,
    events.ingestJobChanged,
    jobs.filter((job) => job.service === 'ingest'),
  );
  await Promise.all(jobs.map((job) => until(`job ${job.id} in the ledger`, async () => (await get(job.id)).state === job.state)));
};

describe('the ledger', () => {
  it('shows what services tell, newest first, by state, kind and parent, page by page', async () => {
    const scan = jobOf({ kind: 'ingest.scan', service: 'ingest', label: 'Films', state: 'running', attempt: 1 });
    const children = (['queued', 'queued', 'running', 'failed', 'succeeded'] as const).map((state) => jobOf({ parentId: scan.id, state }));
    await tell(scan, ...children);
    const newestFirst = children.map((job) => job.id).reverse();
    expect(idsOf(await list(`parentId=${scan.id}`))).toEqual(newestFirst);
    expect(idsOf(await list(`parentId=${scan.id}&state=queued`))).toEqual(newestFirst.slice(-2));
    expect(idsOf(await list('kind=ingest.scan'))).toEqual([scan.id]);
    const first = await list(`parentId=${scan.id}&limit=2`);
    const { nextCursor } = first.body as { nextCursor: string };
    expect([...idsOf(first), ...idsOf(await list(`parentId=${scan.id}&limit=3&cursor=${nextCursor}`))]).toEqual(newestFirst);
    expect(codeOf(await list('cursor=x'))).toBe('cursor.invalid');
    expect((await get(scan.id)).children).toEqual({ queued: 2, running: 1, failed: 1, succeeded: 1, cancelled: 0 });
    expect((await get(children[0]?.id ?? '')).children).toBeNull();
  });

  it('drops what is older than what it has', async () => {
    const job = jobOf({ state: 'running', attempt: 1 });
    const done = { ...job, state: 'succeeded' as const, finishedAt: '2026-01-31T08:16:00.000Z' };
    await tell(job);
    const old = jobOf();
    await publish(catalog.bus, events.transcodeJobChanged, [done]);
    const { version } = (
      await catalog.database.query<{ version: number }>('SELECT version FROM job_ledger WHERE id = $1', [job.id])
    )[0] ?? { version: 0 };
    await until('the end', async () => (await get(job.id)).state === 'succeeded');
    await catalog.bus
      .jetstream()
      .publish(
        events.transcodeJobChanged.subject,
        JSON.stringify({ id: newId(), version, occurredAt: '2026-01-31T08:15:00.000Z', correlationId: newId(), payload: job }),
      );
    await tell(old);
    expect((await get(job.id)).state).toBe('succeeded');
  });

  it('shows progress at once, and still after a restart', async () => {
    const job = jobOf({ state: 'running', attempt: 2 });
    await tell(job);
    const progress = { done: 3, total: 10, unit: 'seconds' };
    catalog.bus.publishCore(progressSubject('transcode'), { id: job.id, attempt: 1, progress: { done: 9, total: 10, unit: 'seconds' } });
    catalog.bus.publishCore(progressSubject('transcode'), { id: job.id, attempt: 2, progress });
    await until('progress', async () => (await get(job.id)).progress?.done === 3);
    const stored = async () =>
      (await catalog.database.query<{ progress: unknown }>('SELECT progress FROM job_ledger WHERE id = $1', [job.id]))[0]?.progress;
    expect(await until('stored progress', stored)).toEqual(progress);
  });

  it('knows no job that nobody told of', async () => {
    expect(codeOf(await send(catalog.url, 'GET', `/api/jobs/${newId()}`, cookie))).toBe('job.not_found');
  });
});

describe('commands', () => {
  const cancel = (id: string) => send(catalog.url, 'POST', `/api/jobs/${id}/cancel`, cookie);

  it('cancel a job with everything below it, in every service', async () => {
    const scan = jobOf({ kind: 'ingest.scan', service: 'ingest', state: 'running', attempt: 1 });
    const middle = jobOf({ parentId: scan.id });
    await tell(scan, middle, jobOf({ parentId: middle.id }));
    const answer = await cancel(scan.id);
    expect(answer.body).toMatchObject({ id: scan.id, state: 'cancelled', children: { queued: 1 } });
    expect(asked).toContain(`ingest cancel ${scan.id}`);
    for (const service of ['ingest', 'transcode', 'stashbox']) {
      expect(asked).toContain(`${service} cancel below ${scan.id}`);
      expect(asked).toContain(`${service} cancel below ${middle.id}`);
    }
  });

  it('cancel what an ended job left behind, and refuse when there is nothing', async () => {
    const scan = jobOf({ kind: 'ingest.scan', service: 'ingest', state: 'succeeded' });
    await tell(scan);
    expect(codeOf(await cancel(scan.id))).toBe('job.not_cancellable');
    liveChildren.set(scan.id, 4);
    expect((await cancel(scan.id)).status).toBe(200);
    expect(asked).not.toContain(`ingest cancel ${scan.id}`);
  });

  it('hand on what the owner answers', async () => {
    const job = jobOf({ state: 'succeeded' });
    await tell(job);
    const answer = await send(catalog.url, 'POST', `/api/jobs/${job.id}/retry`, cookie);
    expect([answer.status, codeOf(answer), asked]).toEqual([409, 'job.not_retryable', [`transcode retry ${job.id}`]]);
  });

  it('list the queues of services that answer, and pause one at its owner', async () => {
    const { items } = await call(catalog.url, http.listJobQueues, cookie);
    expect([...new Set(items.map((queue) => queue.service))].sort()).toEqual(['catalog', 'ingest', 'stashbox', 'transcode']);
    const paused = await send(catalog.url, 'PATCH', '/api/job-queues/transcode.analyze', cookie, { paused: true });
    expect(paused.body).toMatchObject({ kind: 'transcode.analyze', service: 'transcode', paused: true });
    expect(codeOf(await send(catalog.url, 'PATCH', '/api/job-queues/nobody.knows', cookie, { paused: true }))).toBe('job.queue_not_found');
  });
});
