import { http } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminName, adminPassword, call, codeOf, cookieOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const trySignIn = (username: string, password: string, headers: Record<string, string> = {}) =>
  send(catalog.url, 'POST', '/api/session', { headers }, { username, password });
const whoAmI = (cookie: string) => send(catalog.url, 'GET', '/api/session', { cookie });

describe('signing in', () => {
  it('answers the user and a session that lasts, whatever the case of the name', async () => {
    const answer = await trySignIn('aNNa', adminPassword);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ username: adminName, role: 'admin', disabled: false });
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
    expect((await whoAmI(cookieOf(answer))).body).toMatchObject({ username: adminName });
  });

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const [cookie] = (await trySignIn(adminName, adminPassword)).headers.getSetCookie();
    expect(cookie).toMatch(/^reelm=[\w-]{43}; Max-Age=7776000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  it('keeps only a hash of the session id', async () => {
    const { cookie } = await signIn(catalog.url);
    const [row] = await catalog.database.query<{ found: number }>(
      'SELECT count(*)::int AS found FROM session WHERE encode(id_hash, $1) = $2',
      ['escape', cookie.split('=')[1]],
    );
    expect(row?.found).toBe(0);
    await expect(catalog.database.query('SELECT octet_length(id_hash) AS bytes FROM session LIMIT 1')).resolves.toEqual([{ bytes: 32 }]);
  });

  it('gives a new session each time and ends the one that the browser had', async () => {
    const { cookie } = await signIn(catalog.url);
    const again = await send(catalog.url, 'POST', '/api/session', { cookie }, { username: adminName, password: adminPassword });
    expect(cookieOf(again)).not.toBe(cookie);
    expect((await whoAmI(cookie)).status).toBe(401);
    expect((await whoAmI(cookieOf(again))).status).toBe(200);
  });

  it('does not take over a session id that somebody planted', async () => {
    const planted = `reelm=${'a'.repeat(43)}`;
    const answer = await send(catalog.url, 'POST', '/api/session', { cookie: planted }, { username: adminName, password: adminPassword });
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await whoAmI(planted)).status).toBe(401);
  });

  it('ends by signing out, here or everywhere', async () => {
    const [here, there, far] = await Promise.all([signIn(catalog.url), signIn(catalog.url), signIn(catalog.url)]);
    const out = await send(catalog.url, 'DELETE', '/api/session', here);
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^reelm=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await whoAmI(here.cookie)).status).toBe(401);
    expect((await whoAmI(there.cookie)).status).toBe(200);
    await call(catalog.url, { ...http.signOut, path: '/api/session?everywhere=true' }, there);
    expect((await whoAmI(far.cookie)).status).toBe(401);
  });

  it.each([
    ['30 days without use', "last_seen_at = now() - interval '30 days 1 minute'"],
    ['90 days in all', "created_at = now() - interval '90 days 1 minute'"],
  ])('ends after %s', async (_, change) => {
    const session = await signIn(catalog.url);
    await catalog.database.query(`UPDATE session SET ${change}`);
    expect(codeOf(await send(catalog.url, 'GET', '/api/session', session))).toBe('auth.required');
  });

  it('notes when a session and its user were last seen, not at each request', async () => {
    const session = await signIn(catalog.url);
    const seen = () =>
      catalog.database.query<{ at: Date }>(
        'SELECT max(s.last_seen_at) AS at FROM session s JOIN user_account u ON u.id = s.user_id AND u.last_seen_at = s.last_seen_at',
      );
    await catalog.database.query("UPDATE session SET last_seen_at = now() - interval '1 hour'");
    await send(catalog.url, 'GET', '/api/session', session);
    const first = await seen();
    expect(Date.now() - (first[0]?.at.getTime() ?? 0)).toBeLessThan(60_000);
    await send(catalog.url, 'GET', '/api/session', session);
    expect(await seen()).toEqual(first);
  });
});

describe('guessing', () => {
  it('learns nothing about which names exist', async () => {
    const [unknown, wrong] = [await trySignIn('nobody', 'wrong password'), await trySignIn(adminName, 'wrong password')];
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    const withoutId = ({ body }: typeof wrong) => ({ ...(body as { error: object }).error, correlationId: null });
    expect(withoutId(unknown)).toEqual(withoutId(wrong));
    await signIn(catalog.url);
  });

  it('is evaluated at most ten times a minute, and a made-up X-Forwarded-For changes nothing', async () => {
    await catalog.restart();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => trySignIn(`somebody-${i}`, 'guess', { 'x-forwarded-for': `203.0.113.${i}` })),
    );
    const evaluated = answers.filter(({ status }) => status === 401);
    expect(evaluated.length).toBeGreaterThan(0);
    expect(evaluated.length).toBeLessThanOrEqual(10);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused && codeOf(refused)).toBe('request.rate_limited');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is counted per account too, from wherever it comes through a trusted proxy', async () => {
    await catalog.restart({ REELM_TRUSTED_PROXIES: '1' });
    const from = (i: number) => ({ 'x-forwarded-for': `198.51.100.7, 203.0.113.${i}` });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => trySignIn(adminName, 'guess', from(i))));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    const other = await trySignIn('somebody else', 'guess', from(60));
    expect(other.status).toBe(401);
  });
});

describe('changes from other sites', () => {
  it.each([
    ['Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['Origin alone', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('are refused by %s', async (_, headers) => {
    await catalog.restart();
    const session = await signIn(catalog.url);
    const answer = await send(catalog.url, 'DELETE', '/api/session', { ...session, headers });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'request.origin_refused']);
    expect((await whoAmI(session.cookie)).status).toBe(200);
    expect(codeOf(await trySignIn(adminName, adminPassword, headers))).toBe('request.origin_refused');
  });

  it('are refused as forms, which cannot be JSON', async () => {
    const session = await signIn(catalog.url);
    const response = await fetch(`${catalog.url}/api/session/password`, {
      method: 'POST',
      headers: { cookie: session.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'currentPassword=a&newPassword=b',
    });
    expect(response.status).toBe(415);
  });

  it('never get leave to read answers', async () => {
    const answer = await send(catalog.url, 'GET', '/api/setup', { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('over https', () => {
  it('the cookie is Secure and bound to the host, and the warning about plain http is gone', async () => {
    const warnings = async () => (await call(catalog.url, http.systemStatus, await signIn(catalog.url))).warnings.map(({ code }) => code);
    expect(await warnings()).toContain('auth.insecure_cookie');
    await catalog.restart({ REELM_PUBLIC_URL: 'https://videos.example' });
    const [cookie] = (await trySignIn(adminName, adminPassword)).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-reelm=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toMatch(/Domain/i);
    expect(await warnings()).not.toContain('auth.insecure_cookie');
  });
});
