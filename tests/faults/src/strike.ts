import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { http, type ServiceName } from '@reelm/contracts';
import { ApiRefusal, until } from '@reelm/testing';
import { unmount } from './disk-accidents.js';
import type { House } from './house.js';
import type { Violation } from './invariants.js';
import { outboxPending } from './observe.js';
import { mediaProcesses } from './processes.js';
import { Random } from './random.js';
import type { Fault, Moment } from './schedule.js';
import type { Shelf } from './shelf.js';
import { harmStore } from './store-harm.js';

/** The import that a fault disturbs. */
export interface Import {
  libraryId: string;
  shelf: Shelf;
  /** How far it is, 0 to 1. */
  progress: () => Promise<number>;
}

export interface Struck {
  violations: Violation[];
  /** What the report should tell beyond right or wrong, for example how long a recovery took. */
  notes: Record<string, number>;
  /** Where a process was killed: the part of the import that was done, 0 to 1. */
  killedAt?: number;
}

const wrong = (rule: string, detail: string): Violation => ({ rule, detail });

const apiBackWithinMs = 5_000;
const cancelledWithinMs = 5_000;
const unavailableWithinMs = 3_000;
/** The heartbeat of a worker that died is missed after ten seconds, and looked for every three. */
const takenOverWithinMs = 45_000;
/** Only so that a stuck import is noticed: how long one may take is asked after the last fault. */
const arrivedWithinMs = 300_000;

/** Waits for the moment; when the import is faster than we look, its end will do. */
export async function arrive({ progress }: Import, at: Moment): Promise<void> {
  await until(`${Math.round(at.progress * 100)} % of the import`, async () => (await progress()) >= at.progress, arrivedWithinMs);
  await delay(at.thenMs);
}

/** Lets a fault strike while an import runs. Resolves when what was broken works again; the import may still have work to catch up with. */
export async function strike(
  house: House,
  fault: Exclude<Fault, { kind: 'fail-point' | 'cancel-storm' | 'poison' | 'fill-scratch' | 'fill-database' | 'starve' }>,
  running: Import,
): Promise<Struck> {
  await arrive(running, fault.at);
  switch (fault.kind) {
    case 'kill-service':
      return killService(house, fault.service, running);
    case 'kill-broker':
      return killBroker(house, fault);
    case 'stop-database':
      return stopDatabase(house, fault.downMs);
    case 'drop-sessions':
      return dropSessions(house);
    case 'freeze-worker':
      return freezeWorker(house, fault.service);
    case 'harm-file':
      await running.shelf.harm(fault.accident, fault.victim);
      return { violations: [], notes: {} };
    case 'unmount':
      return unmount(house, running, fault);
    case 'harm-store':
      return harmStore(house, fault, new Random('store', running.libraryId));
  }
}

async function killService(house: House, name: ServiceName, { progress }: Import): Promise<Struck> {
  const managed = house.process(name);
  await managed.ready(60_000);
  const pid = managed.pid;
  const killedAt = await progress();
  house.killService(name);
  await until(`${name} to be started again`, () => managed.pid !== undefined && managed.pid !== pid, 60_000);
  await managed.ready(60_000);
  return { violations: [], notes: {}, killedAt };
}

async function killBroker(house: House, { downMs, wipe }: { downMs: number; wipe: boolean }): Promise<Struck> {
  const broker = house.process('nats');
  await broker.stop('SIGKILL');
  const store = join(house.stack.dataDirectory, 'nats', 'store');
  if (wipe) for (const name of readdirSync(store)) rmSync(join(store, name), { recursive: true });
  const violations = await listsVideos(house).then(
    () => [],
    (error: unknown) => [wrong('the API answers without the broker', String(error))],
  );
  await delay(downMs);
  await broker.start();
  return { violations, notes: {} };
}

const listsVideos = (house: House) => house.api.call(http.listVideos, { query: { limit: 1 } });

/** Time until the API answers again, counted from now. */
async function untilApiAnswers(house: House): Promise<Struck> {
  const since = performance.now();
  await until('the API to answer', () => listsVideos(house).then(() => true), 60_000);
  const ms = Math.round(performance.now() - since);
  return { violations: ms > apiBackWithinMs ? [wrong('the API is back within five seconds', `${ms} ms`)] : [], notes: { apiBackMs: ms } };
}

async function stopDatabase(house: House, downMs: number): Promise<Struck> {
  const database = house.process('postgres');
  // Immediate shutdown: every server process quits at once and the log is replayed at the start.
  await database.stop('SIGQUIT');
  const violations = await watchOutage(house, downMs);
  await database.start();
  const back = await untilApiAnswers(house);
  return { violations: [...violations, ...back.violations], notes: back.notes };
}

/** Asks again and again while the database is away: every answer has to be a 503 that says when to come again. */
async function watchOutage(house: House, downMs: number): Promise<Violation[]> {
  const deadline = Date.now() + downMs;
  const problems = new Set<string>();
  do {
    const asked = performance.now();
    const answer = await listsVideos(house).then(
      () => 'an answer without a database',
      (error: unknown) => (error instanceof ApiRefusal && error.status === 503 && error.retryAfter !== null ? undefined : String(error)),
    );
    if (answer !== undefined) problems.add(answer);
    const ms = performance.now() - asked;
    if (ms > unavailableWithinMs) problems.add('an answer after more than three seconds');
    await delay(100);
  } while (Date.now() < deadline);
  return [...problems].map((problem) => wrong('without a database the API answers 503 with Retry-After', problem));
}

async function dropSessions(house: House): Promise<Struck> {
  await house.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'reelm' AND usename <> current_user`);
  return untilApiAnswers(house);
}

/** A second process of a service beside the one that the launcher runs. */
async function startTwin(house: House, name: ServiceName): Promise<ChildProcess> {
  const { command, args, cwd, env } = house.process(name).spec;
  const dataFolder = join(house.folder, 'data', 'services', `${name}-twin`);
  mkdirSync(dataFolder, { recursive: true });
  const twin = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
    cwd,
    env: { ...env, REELM_HTTP_PORT: '0', REELM_DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  twin.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(`a second ${name}`, () => said.includes('"ready"'), 60_000);
  return twin;
}

interface Held {
  id: string;
  attempt: number;
}

/** Freezes a worker with jobs in its hands until another has taken them over; then it goes on and must not be able to do harm. */
async function freezeWorker(house: House, name: 'ingest' | 'transcode'): Promise<Struck> {
  const worker = house.process(name);
  const runningJobs = () => house.query<Held>(`SELECT id, attempt FROM ${name}.job WHERE state = 'running'`);
  // When nothing runs at the moment (a scan is short), freezing the owner of the outbox is a fault as well.
  await until('a running job', async () => (await runningJobs()).length > 0, 1_500).catch(() => undefined);
  worker.kill('SIGSTOP');
  const held = await runningJobs();
  const refusedBefore = house.noted.refused;
  const twin = await startTwin(house, name);
  let takenOver = 0;
  try {
    const superseded = async () => {
      const now = await house.query<Held>(`SELECT id, attempt FROM ${name}.job WHERE id = ANY($1::uuid[])`, [held.map((job) => job.id)]);
      takenOver = now.filter((job) => job.attempt > (held.find((one) => one.id === job.id)?.attempt ?? 0)).length;
      return takenOver === held.length;
    };
    const late = await until('the jobs to be taken over', superseded, takenOverWithinMs).then(
      () => [],
      () => [wrong('the jobs of a frozen worker are taken over', `${takenOver} of ${held.length} in ${takenOverWithinMs} ms`)],
    );
    const untold = await until('its events to go out', async () => (await outboxPending(house))[name] === 0, takenOverWithinMs).then(
      () => [],
      () => [wrong('what the successor of a frozen worker does is told to others', `not in ${takenOverWithinMs} ms`)],
    );
    worker.kill('SIGCONT');
    const refused = await until('the late result to be refused', () => house.noted.refused - refusedBefore >= takenOver, 15_000).then(
      () => [],
      () => [wrong('the late result of a frozen worker is refused', `${house.noted.refused - refusedBefore} of ${takenOver}`)],
    );
    return { violations: [...late, ...untold, ...refused], notes: { takenOver } };
  } finally {
    worker.kill('SIGCONT');
    twin.kill('SIGTERM');
    const killer = setTimeout(() => twin.kill('SIGKILL'), 20_000);
    if (twin.exitCode === null && twin.signalCode === null) await once(twin, 'exit');
    clearTimeout(killer);
  }
}

/**
 * Starts the service anew so that it kills itself at the point; the start after that is a plain one.
 * @returns how to end it: tells whether it died, and sees to it that it will not do so later.
 */
export async function armFailPoint(
  house: House,
  { service, point, pass }: Extract<Fault, { kind: 'fail-point' }>,
): Promise<() => Promise<boolean>> {
  const managed = house.process(service);
  // The launcher reads this object at each start of the process.
  const environment = managed.spec.env as Record<string, string>;
  const disarm = () => delete environment['REELM_FAIL_AT'];
  await managed.stop();
  environment['REELM_FAIL_AT'] = `${point}:${pass}`;
  let died = false;
  house.announceDeath(service);
  const forget = house.onDeath((name) => {
    if (name !== service) return;
    died = true;
    disarm();
  });
  // What was published in the last minute is published again at a start, so the point may be passed before the service is ready.
  await managed.start().catch(async (error: unknown) => {
    if (!String(error).includes('was killed by SIGKILL')) throw error;
    died = true;
    disarm();
    house.withdrawDeath(service);
    await managed.start();
  });
  return async () => {
    forget();
    if (died) return true;
    disarm();
    house.withdrawDeath(service);
    await managed.restart();
    return false;
  };
}

/** Cancels everything that is queued or running for a library, and looks how quickly it ends. */
export async function cancelStorm(
  house: House,
  { libraryId, shelf }: Import,
  fault: Extract<Fault, { kind: 'cancel-storm' }>,
  random: Random,
): Promise<Struck & { cancelled: string[] }> {
  const kind = 'transcode.analyze';
  const jobs = (states: readonly string[]) =>
    house.query<{ id: string }>('SELECT id FROM transcode.job WHERE kind = $1 AND library_id = $2 AND state = ANY($3)', [
      kind,
      libraryId,
      states,
    ]);
  await until('all jobs to be queued', async () => (await jobs(['queued'])).length >= shelf.files, 60_000);
  await house.api.pauseQueue(kind, false);
  await delay(fault.at.thenMs);
  const live = random.shuffle(await jobs(['queued', 'running']));
  const since = performance.now();
  await inParallel(20, live, ({ id }) =>
    house.api.cancel(id).catch((error: unknown) => {
      if (!(error instanceof ApiRefusal) || error.code !== 'job.not_cancellable') throw error;
    }),
  );
  await until('all jobs to end', async () => (await jobs(['queued', 'running'])).length === 0, 30_000);
  const ms = Math.round(performance.now() - since);
  const left = mediaProcesses(house.folder);
  const violations = [
    ...(ms > cancelledWithinMs ? [wrong('cancelled jobs end within five seconds', `${live.length} jobs took ${ms} ms`)] : []),
    ...left.map((command) => wrong('no ffmpeg outlives its cancelled job', command)),
    ...(live.length < fault.jobs ? [wrong('a storm is a storm', `only ${live.length} jobs were left to cancel`)] : []),
  ];
  return { violations, notes: { cancelMs: ms, cancelledJobs: live.length }, cancelled: (await jobs(['cancelled'])).map((job) => job.id) };
}

/** Works on all items, `width` at a time. */
export async function inParallel<T>(width: number, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
