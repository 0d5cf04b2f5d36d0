import { events, http, rpcs, type EndpointDefinition, type Library } from '@reelm/contracts';
import { AppError, newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret, newSecret } from '../auth/secrets.js';
import { call, codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';
import { answerFor } from '../testing/other-services.js';

const libraryOf = (name: string): Library => ({
  id: newId(), name, path: '/films', exclude: [], watch: true, hash: false, state: 'active', problem: null, files: 0, bytes: 0, lastScanAt: null, createdAt: '2026-01-31T08:15:00.000Z',
}); // prettier-ignore

let catalog: RunningCatalog;
let anna: Caller;
/** What ingest was asked for, and what it does then. */
let made: string[];
let whenAsked: () => Promise<void> | void;
const nothing = () => undefined;

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  answerFor(catalog.bus, rpcs.createLibrary, async ({ name }) => {
    made.push(name);
    await whenAsked();
    return libraryOf(name);
  });
});
beforeEach(() => {
  made = [];
  whenAsked = nothing;
});
afterAll(() => catalog.stop());

const keyed = (caller: Caller, key: string): Caller => ({ ...caller, headers: { 'idempotency-key': key } });
const create = (key: string, name = 'Films', caller = anna) =>
  send(catalog.url, 'POST', '/api/libraries', keyed(caller, key), { name, path: `/${name}` });
const age = (key: string, by: string) =>
  catalog.database.query(`UPDATE idempotent_request SET started_at = now() - $2::interval WHERE key = $1`, [key, by]);

describe('a POST with an Idempotency-Key', () => {
  it('is carried out once and answered alike each time', async () => {
    const first = await create('once');
    const again = await create('once');
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(made).toEqual(['Films']);
  });

  it('may be answered with nothing, each time', async () => {
    const letters = () => call(catalog.url, http.listDeadLetters, anna);
    await catalog.bus.jetstream().publish(events.fileAdded.subject, 'not JSON');
    await until('a dead letter', async () => (await letters()).items.length === 1);
    const id = (await letters()).items[0]?.id;
    const replay = () => send(catalog.url, 'POST', `/api/dead-letters/${id}/replay`, keyed(anna, 'nothing'));
    expect([(await replay()).status, (await replay()).status]).toEqual([204, 204]);
    expect((await send(catalog.url, 'POST', `/api/dead-letters/${id}/replay`, anna)).status).toBe(404);
  });

  it('is refused for another request', async () => {
    await create('reused');
    const other = await create('reused', 'Other');
    expect([other.status, codeOf(other)]).toEqual([422, 'request.key_reused']);
    const elsewhere = await send(catalog.url, 'POST', `/api/videos/${newId()}/analyze`, keyed(anna, 'reused'));
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([422, 'request.key_reused']);
    expect(made).toEqual(['Films']);
  });

  it('has to wait while the first one runs', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    whenAsked = () => (asked.resolve(), promise);
    const first = create('running');
    await asked.promise;
    const meanwhile = await create('running');
    expect([meanwhile.status, codeOf(meanwhile), meanwhile.headers.get('retry-after')]).toEqual([409, 'request.running', '1']);
    resolve();
    const { status, body } = await first;
    expect([status, (await create('running')).body]).toEqual([201, body]);
    expect(made).toEqual(['Films']);
  });

  it('belongs to its user', async () => {
    const [zora] = await catalog.database.query<{ id: string }>(
      "INSERT INTO user_account (id, username, username_key, password_hash, role) VALUES ($1, 'Zora', 'zora', '', 'admin') RETURNING id",
      [newId()],
    );
    const secret = newSecret();
    await catalog.database.query('INSERT INTO session (id_hash, user_id) VALUES ($1, $2)', [hashSecret(secret), zora?.id]);
    const one = await create('shared');
    const other = await create('shared', 'Films', { cookie: `reelm=${secret}` });
    expect(other.body).not.toEqual(one.body);
    expect(made).toEqual(['Films', 'Films']);
  });

  it('may be sent again after an error', async () => {
    whenAsked = () => {
      throw new AppError('library.path_missing', { path: '/Films' });
    };
    expect((await create('mended')).status).toBe(422);
    whenAsked = nothing;
    expect((await create('mended')).status).toBe(201);
    expect(made).toEqual(['Films', 'Films']);
  });

  it('is forgotten after a day, and after a minute where the process went away before it answered', async () => {
    await create('old');
    await age('old', '25 hours');
    expect((await create('old', 'New')).status).toBe(201);
    await create('abandoned');
    await catalog.database.query("UPDATE idempotent_request SET answer = NULL WHERE key = 'abandoned'");
    expect((await create('abandoned')).status).toBe(409);
    await age('abandoned', '61 seconds');
    expect((await create('abandoned')).headers.get('idempotency-replayed')).toBeNull();
    expect(made).toEqual(['Films', 'New', 'Films', 'Films']);
  });

  it.each(['', 'x'.repeat(201), 'with blank'])('is refused when it is %j', async (key) => {
    const answer = await create(key);
    expect([answer.status, codeOf(answer), made]).toEqual([400, 'request.invalid', []]);
  });
});

const withSecret = Object.values<EndpointDefinition>(http).filter(({ method, secret }) => method === 'POST' && secret);

describe('a POST that carries a secret', () => {
  it.each(withSecret.map(({ path }) => path))('takes no key: %s', async (path) => {
    const answer = await send(catalog.url, 'POST', path, keyed(anna, 'secret'), { password: 'a good password' });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'request.key_refused']);
  });

  it('leaves nothing behind', async () => {
    expect(await catalog.database.query("SELECT 1 FROM idempotent_request WHERE key = 'secret'")).toEqual([]);
  });
});

describe('other requests', () => {
  it('may carry the header, which means nothing to them', async () => {
    const list = () => send(catalog.url, 'GET', '/api/users', keyed(anna, 'read'));
    expect([(await list()).status, (await list()).status]).toEqual([200, 200]);
  });
});
