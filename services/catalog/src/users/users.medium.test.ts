import { http, type User } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
let anna: Caller;
beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
});
afterAll(() => catalog.stop());

const password = 'another password';
const add = (username: string, role: User['role']) => call(catalog.url, http.createUser, anna, { username, password, role });
const me = (caller: Caller) => call(catalog.url, http.currentUser, caller);
const patch = (id: string, change: object, caller = anna) => send(catalog.url, 'PATCH', `/api/users/${id}`, caller, change);

describe('users', () => {
  it('are added, listed and removed by an administrator', async () => {
    const bert = await add('Bert', 'editor');
    await expect(call(catalog.url, http.listUsers, anna)).resolves.toMatchObject({
      items: [{ username: 'Anna' }, { username: 'Bert', role: 'editor' }],
      nextCursor: null,
    });
    const session = await signIn(catalog.url, 'Bert', password);
    await call(catalog.url, http.deleteUser, anna, undefined, bert.id);
    expect((await send(catalog.url, 'GET', '/api/session', session)).status).toBe(401);
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/users/${bert.id}`, anna))).toBe('user.not_found');
  });

  it('have names that differ by more than case', async () => {
    const answer = await send(catalog.url, 'POST', '/api/users', anna, { username: 'ANNA', password, role: 'viewer' });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'user.name_taken']);
  });

  it('lose their sessions when they are disabled, and cannot sign in', async () => {
    const { id } = await add('Cleo', 'viewer');
    const session = await signIn(catalog.url, 'Cleo', password);
    expect((await patch(id, { disabled: true })).body).toMatchObject({ disabled: true });
    expect((await send(catalog.url, 'GET', '/api/session', session)).status).toBe(401);
    const tried = await send(catalog.url, 'POST', '/api/session', {}, { username: 'Cleo', password });
    expect(codeOf(tried)).toBe('auth.failed');
  });

  it('change their own password, which ends their other sessions', async () => {
    await add('Dora', 'viewer');
    const [here, there] = [await signIn(catalog.url, 'Dora', password), await signIn(catalog.url, 'Dora', password)];
    const change = (currentPassword: string) =>
      send(catalog.url, 'POST', '/api/session/password', here, { currentPassword, newPassword: 'a third password' });
    expect(codeOf(await change('wrong'))).toBe('user.password_wrong');
    expect((await change(password)).status).toBe(204);
    expect((await me(here)).username).toBe('Dora');
    expect((await send(catalog.url, 'GET', '/api/session', there)).status).toBe(401);
    await signIn(catalog.url, 'Dora', 'a third password');
  });

  it('get a role at once', async () => {
    const { id } = await add('Emil', 'viewer');
    const session = await signIn(catalog.url, 'Emil', password);
    expect((await send(catalog.url, 'GET', '/api/users', session)).status).toBe(403);
    await patch(id, { role: 'admin' });
    expect((await send(catalog.url, 'GET', '/api/users', session)).status).toBe(200);
    await patch(id, { role: 'viewer' });
    expect((await send(catalog.url, 'GET', '/api/users', session)).status).toBe(403);
  });
});

describe('the last administrator', () => {
  it.each([{ role: 'editor' }, { disabled: true }])('cannot become %o', async (change) => {
    const answer = await patch((await me(anna)).id, change);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'user.last_admin']);
    expect((await me(anna)).role).toBe('admin');
  });

  it('cannot be removed', async () => {
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/users/${(await me(anna)).id}`, anna))).toBe('user.last_admin');
  });

  it('remains when two remove each other at the same time', async () => {
    const other = await add('Fritz', 'admin');
    const fritz = await signIn(catalog.url, 'Fritz', password);
    const { id } = await me(anna);
    const answers = await Promise.all([patch(other.id, { role: 'viewer' }, anna), patch(id, { role: 'viewer' }, fritz)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await expect(
      catalog.database.query("SELECT count(*)::int AS admins FROM user_account WHERE role = 'admin' AND NOT disabled"),
    ).resolves.toEqual([{ admins: 1 }]);
    await catalog.database.query("UPDATE user_account SET role = 'admin' WHERE id = $1", [id]);
  });
});

describe('API keys', () => {
  const createKey = (caller: Caller, body: object) => send(catalog.url, 'POST', '/api/api-keys', caller, body);

  it('are shown once and kept as a hash', async () => {
    const { key, prefix } = await call(catalog.url, http.createApiKey, anna, { name: 'script', scope: 'read' });
    expect(key).toMatch(/^reelm_[\w-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const list = await send(catalog.url, 'GET', '/api/api-keys', anna);
    expect(JSON.stringify(list.body)).not.toContain(key);
    const rows = await catalog.database.query('SELECT * FROM api_key');
    expect(JSON.stringify(rows)).not.toContain(key);
    await expect(me({ key })).resolves.toMatchObject({ username: 'Anna' });
    const used = await call(catalog.url, http.listApiKeys, anna);
    expect(used.items[0]?.lastUsedAt).not.toBeNull();
  });

  it('do no more than their scope, and never manage keys or users', async () => {
    const { key } = await call(catalog.url, http.createApiKey, anna, { name: 'reader', scope: 'read' });
    expect(codeOf(await send(catalog.url, 'GET', '/api/users', { key }))).toBe('auth.forbidden');
    const { key: full } = await call(catalog.url, http.createApiKey, anna, { name: 'full', scope: 'admin' });
    expect((await send(catalog.url, 'GET', '/api/users', { key: full })).status).toBe(200);
    expect(codeOf(await createKey({ key: full }, { name: 'more', scope: 'read' }))).toBe('auth.session_required');
    expect(codeOf(await send(catalog.url, 'POST', '/api/users', { key: full }, { username: 'Mallory', password, role: 'admin' }))).toBe(
      'auth.session_required',
    );
  });

  it('do no more than their owner, also when the owner loses a role', async () => {
    const { id } = await add('Gerda', 'viewer');
    const gerda = await signIn(catalog.url, 'Gerda', password);
    const tooWide = await createKey(gerda, { name: 'wide', scope: 'write' });
    expect([tooWide.status, codeOf(tooWide)]).toEqual([403, 'api_key.scope_too_wide']);
    await patch(id, { role: 'admin' });
    const { key } = await call(catalog.url, http.createApiKey, gerda, { name: 'wide', scope: 'admin' });
    expect((await send(catalog.url, 'GET', '/api/users', { key })).status).toBe(200);
    await patch(id, { role: 'viewer' });
    expect((await send(catalog.url, 'GET', '/api/users', { key })).status).toBe(403);
    await patch(id, { disabled: true });
    expect(codeOf(await send(catalog.url, 'GET', '/api/session', { key }))).toBe('auth.key_invalid');
  });

  it('run out, and end when they are revoked', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { key, id } = await call(catalog.url, http.createApiKey, anna, { name: 'short', scope: 'read', expiresAt: soon });
    expect((await send(catalog.url, 'GET', '/api/session', { key })).status).toBe(200);
    await catalog.database.query("UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    expect(codeOf(await send(catalog.url, 'GET', '/api/session', { key }))).toBe('auth.key_invalid');
    const other = await call(catalog.url, http.createApiKey, anna, { name: 'gone', scope: 'read' });
    await call(catalog.url, http.deleteApiKey, anna, undefined, other.id);
    expect(codeOf(await send(catalog.url, 'GET', '/api/session', { key: other.key }))).toBe('auth.key_invalid');
  });

  it('of others look as if they did not exist', async () => {
    const { id } = await call(catalog.url, http.createApiKey, anna, { name: 'mine', scope: 'read' });
    await add('Hugo', 'admin');
    const hugo = await signIn(catalog.url, 'Hugo', password);
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/api-keys/${id}`, hugo))).toBe('api_key.not_found');
    await expect(call(catalog.url, http.listApiKeys, hugo)).resolves.toMatchObject({ items: [] });
  });

  it('need no Origin, which programs do not send', async () => {
    const { key } = await call(catalog.url, http.createApiKey, anna, { name: 'cross', scope: 'write' });
    const answer = await send(catalog.url, 'GET', '/api/session', {
      key,
      headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(200);
  });

  it('that are none are refused, also beside a good session', async () => {
    expect(codeOf(await send(catalog.url, 'GET', '/api/session', { ...anna, key: 'reelm_nonsense' }))).toBe('auth.key_invalid');
  });
});
