import { Controller, Injectable, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { events, jobs, rpcs, serviceRpcs, streams, type EventMessage, type JobPayload, type PayloadOf } from '@reelm/contracts';
import { temporaryBroker, temporaryDatabase, type TemporaryBroker, type TemporaryDatabase } from '@reelm/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  AppError,
  baseConfig,
  Bus,
  Database,
  DeadLetters,
  JobQueue,
  newId,
  OnEvent,
  OnRpc,
  Outbox,
  RunsJob,
  startService,
  StatusRegistry,
  type EventContext,
  type JobContext,
  type RpcContext,
  type RunningService,
} from './index.js';

// A stand-in for the service `faces`, so that the kit is tested on the real catalogue, PostgreSQL and NATS.
type Analyzed = EventMessage<PayloadOf<typeof events.fileAnalyzed>>;
const seen: string[] = [];
let handler: (batch: Analyzed[]) => void = () => undefined;
const noModels = (fileId: string): never => {
  throw new AppError('faces.models_missing', { fileId });
};
let answer: (fileId: string, context: RpcContext) => Promise<never> | never = noModels;
let work: (payload: JobPayload<typeof jobs.detectFaces>, job: JobContext) => Promise<void> = () => Promise.resolve();

@Controller()
class StandInController {
  @OnRpc(rpcs.facesOfFile)
  faces(@Payload() { fileId }: { fileId: string }, @Ctx() context: RpcContext): Promise<never> | never {
    return answer(fileId, context);
  }

  @OnEvent(events.fileAnalyzed)
  async analyzed(@Payload() batch: Analyzed[], @Ctx() { tx }: EventContext): Promise<void> {
    handler(batch);
    for (const event of batch) {
      await tx.query('INSERT INTO effect (event_id) VALUES ($1)', [event.id]);
      await tx.query('INSERT INTO effect (event_id) VALUES ($1)', [event.payload.fileId]);
    }
    seen.push(...batch.map((event) => event.payload.fileId));
  }
}

@Injectable()
class StandInJobs {
  @RunsJob(jobs.detectFaces, { concurrency: 2 })
  async detect(payload: JobPayload<typeof jobs.detectFaces>, job: JobContext) {
    await work(payload, job);
    return (tx: { query: Database['query'] }) =>
      tx.query('INSERT INTO effect (event_id) VALUES ($1)', [payload.fileId]).then(() => undefined);
  }
}

@Module({ controllers: [StandInController], providers: [StandInJobs] })
class StandInModule {}

let folder: string;
let testDatabase: TemporaryDatabase;
let broker: TemporaryBroker;
let service: RunningService;
let database: Database;
let env: Record<string, string>;

const start = () =>
  startService(
    { service: 'faces', module: StandInModule, config: baseConfig, migrations: pathToFileURL(join(folder, 'migrations/')) },
    env,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelm-kit-'));
  await mkdir(join(folder, 'migrations/20260101000000_effect'), { recursive: true });
  await writeFile(join(folder, 'migrations/20260101000000_effect/migration.sql'), 'CREATE TABLE effect (event_id uuid NOT NULL);');
  testDatabase = await temporaryDatabase();
  broker = await temporaryBroker();
  env = {
    REELM_DATABASE_URL: testDatabase.url,
    REELM_NATS_URL: broker.url,
    REELM_NATS_USER: broker.user,
    REELM_NATS_PASSWORD: broker.password,
    REELM_DATA_DIR: folder,
    REELM_LOG_LEVEL: 'silent',
  };
  service = await start();
  database = service.app.get(Database);
}, 60_000);

afterAll(async () => {
  await service.stop();
  await broker.stop();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

const analyzedEnvelope = (fileId: string, overrides: object = {}) => ({
  id: newId(),
  version: 1,
  occurredAt: new Date().toISOString(),
  correlationId: 'test',
  payload: {
    fileId,
    bytes: 1,
    modifiedAt: new Date().toISOString(),
    artifacts: [],
    media: {
      container: 'mp4',
      durationSeconds: 1,
      bitRate: 1,
      videoCodec: 'h264',
      width: 2,
      height: 2,
      rotation: 0,
      frameRate: 25,
      pixelFormat: null,
      hdr: false,
      audioCodec: null,
      audioTracks: 0,
      subtitleTracks: 0,
      chapters: 0,
    },
  },
  ...overrides,
});
const publish = (envelope: object, msgID = newId()) =>
  service.app.get(Bus).jetstream().publish(events.fileAnalyzed.subject, JSON.stringify(envelope), { msgID });
const effects = async (id: string) => (await database.query('SELECT 1 FROM effect WHERE event_id = $1', [id])).length;

const detection = (fileId = newId()) => ({
  payload: {
    fileId,
    bytes: 1,
    modifiedAt: new Date().toISOString(),
    framesKey: `frames/${fileId}.jpg`,
    label: 'a video',
    layout: { columns: 1, rows: 1, cellWidth: 1, cellHeight: 1, times: [0] },
  },
  label: 'a video',
  fileId,
});
const enqueue = async (request = detection()) => {
  const [job] = await database.transaction((tx) => service.app.get(JobQueue).enqueue(tx, jobs.detectFaces, [request]));
  if (job === undefined) throw new Error('no job');
  return job;
};
const stateOf = async (id: string) => (await service.app.get(JobQueue).find(id))?.state;
const untilState = (id: string, state: string) =>
  vi.waitFor(async () => expect(await stateOf(id)).toBe(state), { timeout: 30_000, interval: 50 });

test('an event delivered twice has one effect', async () => {
  const envelope = analyzedEnvelope(newId());
  await publish(envelope);
  await publish(envelope);
  const marker = analyzedEnvelope(newId());
  await publish(marker);
  await vi.waitFor(async () => expect(await effects(marker.id)).toBe(1), 30_000);
  expect(await effects(envelope.id)).toBe(1);
});

test('an event that does not fit its contract goes to the dead letters, and can be dropped', async () => {
  const deadLetters = service.app.get(DeadLetters);
  const before = await deadLetters.count();
  await publish({ ...analyzedEnvelope(newId()), payload: { nonsense: true } });
  await vi.waitFor(async () => expect(await deadLetters.count()).toBe(before + 1), 30_000);
  const [letter] = await deadLetters.list(1);
  expect(letter).toMatchObject({ service: 'faces', subject: events.fileAnalyzed.subject, reason: { code: 'message.invalid' } });
  await deadLetters.drop(letter?.id ?? '');
  expect(await deadLetters.count()).toBe(before);
});

test('one bad event does not hold back the others of its batch', async () => {
  const bad = newId();
  let tries = 0;
  handler = (batch) => {
    if (batch.some((event) => event.payload.fileId === bad) && (tries += 1) <= 2) throw new Error('not now');
  };
  const others = [newId(), newId()];
  await Promise.all([others[0], bad, others[1]].map((id) => publish(analyzedEnvelope(id ?? ''))));
  await vi.waitFor(() => expect(seen).toEqual(expect.arrayContaining([...others, bad])), 30_000);
  expect(tries).toBeGreaterThan(2);
  handler = () => undefined;
});

const analyzedMessage = (fileIds: readonly string[], overrides: object = {}) => {
  const { payload, ...facts } = analyzedEnvelope(newId());
  return { ...facts, payloads: fileIds.map((fileId) => ({ ...payload, fileId })), ...overrides };
};
const effectsOf = (ids: readonly string[]) => Promise.all(ids.map((id) => effects(id)));

test('a message of many events is applied as one, once', async () => {
  const ids = [newId(), newId(), newId()];
  const batches: number[] = [];
  handler = (batch) => void batches.push(batch.length);
  const message = analyzedMessage(ids);
  await publish(message);
  await publish(message);
  const marker = newId();
  await publish(analyzedMessage([marker]));
  await vi.waitFor(async () => expect(await effects(marker)).toBe(1), 30_000);
  expect(await effectsOf(ids)).toEqual([1, 1, 1]);
  expect(batches[0]).toBeGreaterThanOrEqual(3);
  handler = () => undefined;
});

test('one bad event of a message is tried again by itself, and the others are applied once', async () => {
  const [first, bad, last] = [newId(), newId(), newId()];
  let tries = 0;
  handler = (batch) => {
    if (batch.some((event) => event.payload.fileId === bad) && (tries += 1) <= 3) throw new Error('not now');
  };
  await publish(analyzedMessage([first, bad, last]));
  await vi.waitFor(async () => expect(await effects(bad)).toBe(1), { timeout: 30_000, interval: 100 });
  expect(await effectsOf([first, last])).toEqual([1, 1]);
  expect(tries).toBeGreaterThan(3);
  handler = () => undefined;
});

test('a part that does not fit goes to the dead letters alone; mended and put back it is applied, and the others are not again', async () => {
  const deadLetters = service.app.get(DeadLetters);
  const [first, bad, last] = [newId(), newId(), newId()];
  const message = analyzedMessage([first, bad, last]);
  const payloads = message.payloads.map((payload) => (payload.fileId === bad ? { fileId: bad } : payload));
  const before = await deadLetters.count();
  await publish({ ...message, payloads });
  await vi.waitFor(async () => expect(await deadLetters.count()).toBe(before + 1), 30_000);
  const [letter] = await deadLetters.list(1);
  expect(letter).toMatchObject({ reason: { code: 'message.invalid' }, payload: { id: message.id, part: 1, payload: { fileId: bad } } });
  expect(await effectsOf([first, bad, last])).toEqual([1, 0, 1]);
  await deadLetters.drop(letter?.id ?? '');
  const { payloads: mended, ...facts } = message;
  for (const part of [0, 1, 1]) await publish({ ...facts, payload: mended[part], part });
  await publish(message);
  const marker = newId();
  await publish(analyzedMessage([marker]));
  await vi.waitFor(async () => expect(await effects(marker)).toBe(1), 30_000);
  await vi.waitFor(async () => expect(await effects(bad)).toBe(1), 30_000);
  expect(await effectsOf([first, bad, last])).toEqual([1, 1, 1]);
});

test('many events share a message, but never two about one entity, nor more than fit', async () => {
  const detected = (fileId: string) => ({ fileId, bytes: 1, modifiedAt: new Date().toISOString(), faces: 0, frames: 1 });
  const ids = [newId(), newId(), newId()];
  const [twice = ''] = ids;
  const append = (fileIds: readonly string[]) =>
    database.transaction((tx) => service.app.get(Outbox).append(tx, events.facesDetected, fileIds.map(detected)));
  await append([...ids, twice]);
  await append(Array.from({ length: events.facesDetected.delivery.batch + 1 }, () => newId()));
  const rows = await database.query<{ events: number }>(
    `SELECT coalesce(jsonb_array_length(payloads::jsonb), 1) AS events FROM outbox WHERE subject = $1 ORDER BY seq DESC LIMIT 4`,
    [events.facesDetected.subject],
  );
  expect(rows.map((row) => row.events)).toEqual([1, events.facesDetected.delivery.batch, 1, 3]);
});

test('a typed refusal crosses a question unchanged, and a silent service is named', async () => {
  const bus = service.app.get(Bus);
  await expect(bus.request(rpcs.facesOfFile, { fileId: newId() })).rejects.toMatchObject({ code: 'faces.models_missing', status: 503 });
  await expect(bus.request(serviceRpcs.ingest.status, {})).rejects.toMatchObject({
    code: 'service.unavailable',
    details: { service: 'ingest' },
  });
  const status = await bus.request(serviceRpcs.faces.status, {});
  expect(status.dependencies.map((one) => [one.name, one.state])).toEqual(
    expect.arrayContaining([
      ['postgres', 'up'],
      ['nats', 'up'],
      ['storage', 'up'],
    ]),
  );
});

test('a service hears that nobody waits for its answer any more', async () => {
  const leaving = new AbortController();
  const asked = new Promise<AbortSignal>((resolve) => {
    answer = (_, { signal }) => {
      resolve(signal);
      return new Promise((_answered, refuse) => signal.addEventListener('abort', () => refuse(new AppError('request.left'))));
    };
  });
  const refused = expect(service.app.get(Bus).request(rpcs.facesOfFile, { fileId: newId() }, leaving.signal)).rejects.toMatchObject({
    code: 'request.left',
  });
  const signal = await asked;
  expect(signal.aborted).toBe(false);
  leaving.abort();
  await refused;
  await vi.waitFor(() => expect(signal.aborted).toBe(true));
  answer = noModels;
});

test('a job runs once per key, reports itself, and its effects happen', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  work = () => held;
  const request = detection();
  const first = await enqueue(request);
  await untilState(first.id, 'running');
  expect((await enqueue(request)).id).toBe(first.id);
  release();
  await untilState(first.id, 'succeeded');
  expect(await effects(request.fileId)).toBe(1);
  const reported = await database.query<{ state: string }>(
    `SELECT payload->>'state' AS state FROM outbox WHERE payload->>'id' = $1 ORDER BY seq`,
    [first.id],
  );
  expect(reported.map((row) => row.state)).toEqual(['queued', 'running', 'succeeded']);
});

test('a final error fails the job, a passing one is tried again', async () => {
  work = () => Promise.reject(new AppError('media.empty'));
  const final = await enqueue();
  await untilState(final.id, 'failed');
  expect((await service.app.get(JobQueue).find(final.id))?.error).toMatchObject({ code: 'media.empty' });
  let tries = 0;
  work = () => ((tries += 1) === 1 ? Promise.reject(new AppError('storage.unavailable', { problem: 'test' })) : Promise.resolve());
  const passing = await enqueue();
  await untilState(passing.id, 'succeeded');
  expect(tries).toBe(2);
  const again = await service.app.get(JobQueue).retry(final.id);
  expect(again.state).toBe('queued');
  await untilState(final.id, 'succeeded');
});

test('cancel ends queued and running jobs within two seconds, without effects', async () => {
  work = (_, job) => new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason as Error)));
  const requests = [detection(), detection(), detection(), detection()];
  const all = await Promise.all(requests.map((request) => enqueue(request)));
  await vi.waitFor(async () => expect((await service.app.get(JobQueue).queues())[0]?.running).toBe(2), 30_000);
  const begun = Date.now();
  await Promise.all(all.map((job) => service.app.get(JobQueue).cancel(job.id)));
  await Promise.all(all.map((job) => untilState(job.id, 'cancelled')));
  expect(Date.now() - begun).toBeLessThan(2_000);
  for (const request of requests) expect(await effects(request.fileId)).toBe(0);
});

test('a paused queue starts nothing until it is resumed', async () => {
  work = () => Promise.resolve();
  const queue = service.app.get(JobQueue);
  await queue.pause('faces.detect', true);
  const job = await enqueue();
  const marker = newId();
  await publish(analyzedEnvelope(marker));
  await vi.waitFor(() => expect(seen).toContain(marker), 30_000);
  expect(await stateOf(job.id)).toBe('queued');
  await queue.pause('faces.detect', false);
  await untilState(job.id, 'succeeded');
});

test('a superseded attempt changes nothing', async () => {
  let release = () => {};
  work = () => new Promise<void>((resolve) => (release = resolve));
  const request = detection();
  const job = await enqueue(request);
  await untilState(job.id, 'running');
  // Another worker takes it over, as after a long freeze of this one.
  await database.query('UPDATE job SET attempt = attempt + 1 WHERE id = $1', [job.id]);
  release();
  await vi.waitFor(async () => expect((await service.app.get(JobQueue).queues())[0]?.running).toBe(1), 30_000);
  expect(await effects(request.fileId)).toBe(0);
  await database.query(`UPDATE job SET state = 'cancelled' WHERE id = $1`, [job.id]);
});

test('a session that is ended between two statements fails its transaction and nothing else', async () => {
  const transaction = database.transaction(async (tx) => {
    const [session] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await database.query('SELECT pg_terminate_backend($1, 5000)', [session?.pid]);
    await new Promise((resolve) => setImmediate(resolve));
    return tx.query('SELECT 1');
  });
  await expect(transaction).rejects.toMatchObject({ code: 'service.database_unavailable' });
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('whether the database has room is found out by writing to its disk, not into its tables', async () => {
  const written = async () => {
    const [row] = await database.query<{ bytes: number }>(
      'SELECT temp_bytes AS bytes FROM pg_stat_database WHERE datname = current_database()',
    );
    return row?.bytes ?? 0;
  };
  const before = await written();
  expect(await database.hasRoom()).toBe(true);
  await vi.waitFor(async () => expect(await written()).toBeGreaterThan(before + 200_000), { timeout: 30_000, interval: 100 });
});

test('a database whose disk is full is told, with what to do, until it has room', async () => {
  const registry = service.app.get(StatusRegistry);
  const shown = async () => {
    const { dependencies, warnings } = await registry.status();
    const { status } = await registry.readiness();
    return { state: dependencies.find(({ name }) => name === 'postgres')?.state, warnings: warnings.map(({ message }) => message), status };
  };
  const hasRoom = vi.spyOn(database, 'hasRoom').mockResolvedValue(false);
  expect(await shown()).toEqual({ state: 'degraded', warnings: [expect.stringContaining('Make room')], status: 'ready' });
  hasRoom.mockRestore();
  expect(await shown()).toEqual({ state: 'up', warnings: [], status: 'ready' });
});

test('a job whose worker died is noticed and done by another', async () => {
  const queue = service.app.get(JobQueue);
  await queue.pause('faces.detect', true);
  work = () => Promise.resolve();
  const request = detection();
  const job = await enqueue(request);
  // As a killed worker leaves it: claimed, and without a sign of life for a while.
  await database.query(`UPDATE job SET state = 'running', attempt = 1, started_at = now() WHERE id = $1`, [job.id]);
  await database.query(
    `UPDATE faces_queue.job SET state = 'active', started_on = now(), heartbeat_on = now() - interval '1 minute' WHERE data ->> 'jobId' = $1`,
    [job.id],
  );
  await queue.pause('faces.detect', false);
  await untilState(job.id, 'succeeded');
  expect((await queue.find(job.id))?.attempt).toBe(2);
  expect(await effects(request.fileId)).toBe(1);
});

test('a worker that froze within a transaction does not keep its job from others', async () => {
  const queue = service.app.get(JobQueue);
  await queue.pause('faces.detect', true);
  work = () => Promise.resolve();
  const job = await enqueue();
  await database.query(`UPDATE job SET state = 'running', attempt = 1, started_at = now() WHERE id = $1`, [job.id]);
  await database.query(
    `UPDATE faces_queue.job SET state = 'active', started_on = now(), heartbeat_on = now() - interval '1 minute' WHERE data ->> 'jobId' = $1`,
    [job.id],
  );
  const frozen = new pg.Client(database.clientConfig());
  frozen.on('error', () => undefined);
  await frozen.connect();
  // As a worker that was about to settle: it says no more.
  await frozen.query('BEGIN');
  await frozen.query('SELECT 1 FROM job WHERE id = $1 FOR UPDATE', [job.id]);
  await frozen.query(`SELECT 1 FROM faces_queue.job WHERE data ->> 'jobId' = $1 FOR UPDATE`, [job.id]);
  await queue.pause('faces.detect', false);
  await vi.waitFor(async () => expect(await stateOf(job.id)).toBe('succeeded'), { timeout: 25_000, interval: 100 });
  await expect(frozen.query('COMMIT')).rejects.toThrow();
});

test('a stop hands running jobs back, and the next start finishes them', async () => {
  work = (_, job) => new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason as Error)));
  const job = await enqueue();
  await untilState(job.id, 'running');
  await service.stop();
  work = () => Promise.resolve();
  service = await start();
  database = service.app.get(Database);
  await untilState(job.id, 'succeeded');
  expect((await service.app.get(JobQueue).find(job.id))?.attempt).toBe(2);
});

test('events are published again when the broker lost its stream, and applied once', async () => {
  const bus = service.app.get(Bus);
  const job = await enqueue();
  await untilState(job.id, 'succeeded');
  await vi.waitFor(async () => expect(await database.query('SELECT 1 FROM outbox WHERE published_at IS NULL')).toHaveLength(0), 30_000);
  const kept = await database.query('SELECT 1 FROM outbox');
  await (await bus.manager()).streams.delete(streams.events.name);
  await database.transaction((tx) =>
    service.app
      .get(Outbox)
      .append(tx, events.facesDetected, [{ fileId: newId(), bytes: 1, modifiedAt: new Date().toISOString(), faces: 0, frames: 1 }]),
  );
  await vi.waitFor(async () => {
    const info = await (await bus.manager()).streams.info(streams.events.name);
    expect(info.state.messages).toBe(kept.length + 1);
  }, 20_000);
});

test('a broker that went away is reported, and events flow again when it is back', async () => {
  const status = service.app.get(StatusRegistry);
  const broken = async () => (await status.readiness()).dependencies.find((one) => one.name === 'nats')?.state;
  await broker.process.stop('SIGKILL');
  await vi.waitFor(async () => expect(await broken()).toBe('down'), 30_000);
  await broker.process.start();
  await vi.waitFor(async () => expect(await broken()).toBe('up'), 30_000);
  const envelope = analyzedEnvelope(newId());
  await publish(envelope);
  await vi.waitFor(async () => expect(await effects(envelope.id)).toBe(1), 30_000);
});

test('a schema of a newer version, or an edited migration, refuses to start', async () => {
  await service.stop();
  await database.pool.end().catch(() => undefined);
  const client = new pg.Client({ connectionString: env['REELM_DATABASE_URL'] });
  await client.connect();
  await client.query(`UPDATE faces._prisma_migrations SET checksum = 'edited'`);
  await expect(start()).rejects.toThrow(/was edited/);
  await client.query(`UPDATE faces._prisma_migrations SET migration_name = '20990101000000_future'`);
  await expect(start()).rejects.toThrow(/newer version/);
  await client.query(`DELETE FROM faces._prisma_migrations; DROP TABLE faces.effect`);
  await client.end();
  service = await start();
});
