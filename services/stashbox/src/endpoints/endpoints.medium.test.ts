import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rpcs, serviceRpcs, type RpcInput } from '@reelm/contracts';
import { AppError, Bus, createLogger, Database, JobQueue, Log, newId, startService, type RunningService } from '@reelm/service-kit';
import {
  temporaryBroker,
  temporaryDatabase,
  temporaryFolder,
  until,
  type TemporaryBroker,
  type TemporaryDatabase,
  type TemporaryFolder,
} from '@reelm/testing';
import { StashBoxClient } from '../protocol/stash-box.client.js';
import { Vault } from '../secrets/vault.js';
import { stashBoxService } from '../service.js';
import { goodAnswer, sendJson, StandIns } from '../testing/stand-ins.js';
import { EndpointsRepository } from './endpoints.repository.js';
import { EndpointsService } from './endpoints.service.js';

const apiKey = 'eyJhbGciOiJIUzI1NiJ9.c3RhbmQtaW4.b2YtYS1rZXk';
const otherKey = 'eyJhbGciOiJIUzI1NiJ9.YW5vdGhlcg.b25l';

let database: TemporaryDatabase;
let broker: TemporaryBroker;
let folder: TemporaryFolder;
let running: RunningService;
const servers = new StandIns();

const start = async (environment: Record<string, string> = {}) => {
  running = await startService(stashBoxService, {
    REELM_DATABASE_URL: database.url,
    REELM_NATS_URL: broker.url,
    REELM_NATS_USER: broker.user,
    REELM_NATS_PASSWORD: broker.password,
    REELM_DATA_DIR: folder.path,
    REELM_LOG_LEVEL: 'silent',
    ...environment,
  });
};

beforeAll(async () => {
  [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
  await start();
});
afterEach(() => servers.stop());
afterAll(async () => {
  await running.stop();
  await Promise.all([database.drop(), broker.stop(), folder.remove()]);
});

const bus = () => running.app.get(Bus);
const query = <T = Record<string, unknown>>(sql: string, params: unknown[] = []) => running.app.get(Database).query<T>(sql, params);
const list = () => bus().request(rpcs.listStashBoxes, {});
const check = (id: string) => bus().request(rpcs.checkStashBox, { id });
const update = (changes: RpcInput<typeof rpcs.updateStashBox>) => bus().request(rpcs.updateStashBox, changes);
const remove = (id: string) => bus().request(rpcs.removeStashBox, { id });
const find = async (id: string) => (await list()).find((box) => box.id === id);

let count = 0;
const create = (url: string, key = apiKey, name = `Box ${++count}`) => bus().request(rpcs.createStashBox, { name, url, apiKey: key });
const untilJobsEnd = () =>
  until('the check to end', async () => (await query(`SELECT 1 FROM job WHERE state IN ('queued', 'running')`)).length === 0);

/** A stash-box that knows one key. */
const stashBox = (known = apiKey) =>
  servers.start((response, { headers }) => (headers['apikey'] === known ? sendJson(response, goodAnswer) : response.writeHead(401).end()));

describe('stash-boxes', () => {
  it('are added, listed by name, changed and removed', async () => {
    const { url } = await stashBox();
    const second = await create(url, apiKey, 'Zebra');
    const first = await create(url, apiKey, 'Ant');
    expect(first).toEqual({ id: first.id, name: 'Ant', url, hasApiKey: true, lastCheck: null, createdAt: expect.any(String) });
    expect((await list()).map((box) => box.name)).toEqual(['Ant', 'Zebra']);

    expect(await update({ id: first.id, name: 'Bee' })).toMatchObject({ name: 'Bee', url, hasApiKey: true });
    await untilJobsEnd();
    await remove(first.id);
    await remove(second.id);
    expect(await list()).toEqual([]);
  });

  it('have names of their own', async () => {
    const { url } = await stashBox();
    const box = await create(url, apiKey, 'Taken');
    const other = await create(url);
    await expect(create(url, apiKey, 'Taken')).rejects.toMatchObject({ code: 'stashbox.name_taken', details: { name: 'Taken' } });
    await expect(update({ id: other.id, name: 'Taken' })).rejects.toMatchObject({ code: 'stashbox.name_taken' });
    expect(await update({ id: box.id, name: 'Taken' })).toMatchObject({ name: 'Taken' });
    await untilJobsEnd();
  });

  it.each([
    ['change', (id: string) => update({ id, name: 'x' })],
    ['remove', (id: string) => remove(id)],
    ['check', (id: string) => check(id)],
  ])('that are not there cannot be asked to %s', async (_, act) => {
    await expect(act(newId())).rejects.toMatchObject({ code: 'stashbox.not_found' });
  });

  it.each([
    ['another protocol', { url: 'ftp://stash-box.example/graphql' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['credentials in the address', { url: 'https://me:secret@stash-box.example/graphql' }],
    ['a key that does not fit a header', { apiKey: 'a\r\nb: c' }],
    ['an empty key', { apiKey: '  ' }],
    ['no name', { name: ' ' }],
  ])('are refused with %s', async (_, change) => {
    const error: unknown = await bus()
      .request(rpcs.createStashBox, { name: 'Refused', url: 'https://stash-box.example/graphql', apiKey, ...change })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'request.invalid' });
    expect(JSON.stringify(error)).not.toContain(apiKey);
  });
});

describe('a check', () => {
  it('runs when a stash-box is added, and again when its key changes', async () => {
    const { url, asked } = await stashBox(otherKey);
    const { id } = await create(url, apiKey);
    const first = await until('the first check', async () => (await find(id))?.lastCheck);
    expect(first).toMatchObject({ ok: false, user: null, problem: { code: 'stashbox.refused' } });
    await untilJobsEnd();

    expect(await update({ id, apiKey: otherKey })).toMatchObject({ lastCheck: null });
    const second = await until('the second check', async () => (await find(id))?.lastCheck);
    expect(second).toMatchObject({ ok: true, user: 'curator', version: 'v0.10.2', problem: null });
    await untilJobsEnd();
    expect(asked.map(({ headers }) => headers['apikey'])).toEqual([apiKey, otherKey]);
    await update({ id, name: 'Only another name' });
    expect(asked).toHaveLength(2);
  });

  it('tells its result at once, and keeps it', async () => {
    const { url } = await stashBox();
    const { id } = await create(url);
    await untilJobsEnd();
    const checked = await check(id);
    expect(checked.lastCheck).toMatchObject({ ok: true, user: 'curator', version: 'v0.10.2', problem: null });
    expect(await find(id)).toEqual(checked);
  });

  it.each<[string, string, (response: ServerResponse) => unknown]>([
    ['stashbox.refused', 'a refusal', (response) => response.writeHead(401).end()],
    ['stashbox.unexpected', 'a web page', (response) => response.end('<html></html>')],
    ['stashbox.unreachable', 'an outage', (response) => response.writeHead(502).end()],
  ])('has %s as result of %s', async (code, _, answer) => {
    const { url } = await servers.start(answer);
    const { id } = await create(url);
    await untilJobsEnd();
    expect((await check(id)).lastCheck).toMatchObject({
      ok: false,
      user: null,
      version: null,
      problem: { code, message: expect.any(String) },
    });
  });

  it('of what was changed meanwhile is thrown away, and the new is checked', async () => {
    const held = Promise.withResolvers<ServerResponse>();
    const { url } = await servers.start((response, { headers }) =>
      headers['apikey'] === apiKey ? held.resolve(response) : sendJson(response, goodAnswer),
    );
    const { id } = await create(url, apiKey);
    const answerOfTheOldCheck = await held.promise;
    await update({ id, apiKey: otherKey });
    answerOfTheOldCheck.writeHead(401).end();
    expect(await until('the check of the new key', async () => (await find(id))?.lastCheck)).toMatchObject({ ok: true });
    await untilJobsEnd();
    expect((await find(id))?.lastCheck).toMatchObject({ ok: true });
  });

  it('of what was removed meanwhile ends quietly', async () => {
    const held = Promise.withResolvers<ServerResponse>();
    const { url } = await servers.start((response) => held.resolve(response));
    const { id } = await create(url);
    const answer = await held.promise;
    await remove(id);
    sendJson(answer, goodAnswer);
    await untilJobsEnd();
    expect(await query('SELECT state, error FROM job ORDER BY queued_at DESC LIMIT 1')).toEqual([{ state: 'succeeded', error: null }]);
  });
});

describe('an API key', () => {
  it('is not sent to another server unless it is entered again', async () => {
    const { url } = await stashBox();
    const thief = await servers.start((response) => sendJson(response, goodAnswer));
    const { id } = await create(url);
    await untilJobsEnd();
    await expect(update({ id, url: thief.url })).rejects.toMatchObject({ code: 'stashbox.key_required' });
    expect(await find(id)).toMatchObject({ url });
    expect(thief.asked).toEqual([]);

    await update({ id, url: `${url}/v2` });
    await update({ id, url: thief.url, apiKey: otherKey });
    await untilJobsEnd();
    expect(new Set(thief.asked.map(({ headers }) => headers['apikey']))).toEqual(new Set([otherKey]));
  });

  it('is nowhere to be read: not in any table, answer or log', async () => {
    const lines: unknown[] = [];
    class NotingLog extends Log {
      override info(...line: unknown[]): void {
        lines.push(line);
      }
      override warning(...line: unknown[]): void {
        lines.push(line);
      }
      override failure(...line: unknown[]): void {
        lines.push(line);
      }
    }
    const { app } = running;
    const service = new EndpointsService(
      app.get(EndpointsRepository),
      app.get(Vault),
      app.get(StashBoxClient),
      app.get(JobQueue),
      new NotingLog(createLogger('stashbox', 'silent')),
    );
    const good = await stashBox();
    const quoting = await servers.start((response, { headers }) =>
      sendJson(response, { errors: [{ message: `bad key ${String(headers['apikey'])}` }] }),
    );
    const answers: unknown[] = [];
    for (const url of [good.url, quoting.url]) {
      const box = await service.create({ name: `Box ${++count}`, url, apiKey });
      answers.push(box, await service.check(box.id));
    }
    await untilJobsEnd();
    answers.push(await list(), await bus().request(serviceRpcs.stashbox.status, {}));

    const tables = await query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema IN ('stashbox', 'stashbox_queue') AND table_type = 'BASE TABLE'`,
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['endpoint', 'job', 'outbox']));
    const stored = await query<{
      rows: string;
    }>(`SELECT query_to_xml('SELECT * FROM stashbox.' || quote_ident(table_name), true, false, '')::text AS rows
      FROM information_schema.tables WHERE table_schema = 'stashbox' AND table_type = 'BASE TABLE'`);
    expect(stored.length).toBeGreaterThan(4);

    expect(lines.length).toBeGreaterThan(0);
    for (const text of [JSON.stringify(answers), JSON.stringify(lines), JSON.stringify(stored)]) {
      expect(text).not.toContain(apiKey);
      expect(text).not.toContain(apiKey.split('.')[1]);
    }
  });

  it('survives a restart, and asks to be entered again when the secret of the server changed', async () => {
    const { url } = await stashBox();
    const { id } = await create(url);
    await untilJobsEnd();
    await running.stop();
    await start();
    expect((await check(id)).lastCheck).toMatchObject({ ok: true });

    await running.stop();
    await start({ REELM_SECRET_KEY: 'a configured secret that is long enough' });
    expect((await check(id)).lastCheck).toMatchObject({ ok: false, problem: { code: 'stashbox.key_unreadable' } });
    await update({ id, apiKey });
    await untilJobsEnd();
    expect((await find(id))?.lastCheck).toMatchObject({ ok: true });
  });
});

describe('the secret of the server', () => {
  it('is refused when it is too short, without being quoted', async () => {
    const failure: unknown = await startService(stashBoxService, {
      REELM_DATABASE_URL: database.url,
      REELM_SECRET_KEY: 'short secret',
    }).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(AppError);
    expect(String(failure)).toContain('REELM_SECRET_KEY');
    expect(String(failure)).not.toContain('short secret');
  });
});
