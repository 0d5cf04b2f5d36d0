import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@reelm/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, cookieOf, send, startCatalog, type RunningCatalog } from '../testing/catalog.js';

let folder: TemporaryFolder;
let tokenFile: string;
let catalog: RunningCatalog;
beforeAll(async () => {
  folder = await temporaryFolder();
  tokenFile = join(folder.path, 'setup-token');
});
afterAll(() => folder.remove());
beforeEach(async () => {
  catalog = await startCatalog({ REELM_ADMIN_USER: '', REELM_ADMIN_PASSWORD: '', REELM_SETUP_TOKEN_FILE: tokenFile });
});
afterEach(() => catalog.stop());

const readToken = async () => (await readFile(tokenFile, 'utf8')).trim();
const required = async () => (await send(catalog.url, 'GET', '/api/setup')).body;
const setUp = (token: string, username = 'Anna') =>
  send(catalog.url, 'POST', '/api/setup', {}, { token, username, password: 'a good password' });

describe('set-up', () => {
  it('is what somebody who tries to sign in is told of', async () => {
    const answer = await send(catalog.url, 'POST', '/api/session', {}, { username: 'Anna', password: 'a good password' });
    expect([answer.status, codeOf(answer)]).toEqual([503, 'setup.required']);
    expect((await send(catalog.url, 'GET', '/api/videos')).status).toBe(401);
  });

  it('takes the token once, makes an administrator and signs in', async () => {
    expect(await required()).toEqual({ required: true });
    const token = await readToken();
    expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);

    const answer = await setUp(token);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ username: 'Anna', role: 'admin' });
    expect((await send(catalog.url, 'GET', '/api/users', { cookie: cookieOf(answer) })).status).toBe(200);

    expect(await required()).toEqual({ required: false });
    await expect(stat(tokenFile)).rejects.toThrow('ENOENT');
    expect(codeOf(await setUp(token, 'Mallory'))).toBe('setup.done');
    await catalog.restart();
    expect(codeOf(await setUp(token, 'Mallory'))).toBe('setup.done');
  });

  it('makes one administrator of many simultaneous tries', async () => {
    const token = await readToken();
    const answers = await Promise.all(Array.from({ length: 3 }, (_, i) => setUp(token, `user${i}`)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  it('refuses a wrong token, and soon also to look at more of them', async () => {
    expect(codeOf(await setUp('wrong'))).toBe('setup.token_invalid');
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => setUp(`wrong${i}`)));
    expect(answers.filter(({ status }) => status === 403).length).toBeLessThan(10);
    expect(answers.some((answer) => codeOf(answer) === 'request.rate_limited')).toBe(true);
    expect(await required()).toEqual({ required: true });
  });

  it('keeps the token that it wrote over a restart, and replaces one that is none', async () => {
    const first = await readToken();
    await catalog.restart();
    expect(await readToken()).toBe(first);
    await writeFile(tokenFile, 'short');
    await catalog.restart();
    expect(codeOf(await setUp('short'))).toBe('setup.token_invalid');
    expect(codeOf(await setUp(first))).toBe('setup.token_invalid');
    expect((await setUp(await readToken())).status).toBe(201);
  });

  it('is not needed where the configuration names the administrator', async () => {
    await catalog.restart({ REELM_ADMIN_USER: 'Berta', REELM_ADMIN_PASSWORD: 'a good password' });
    expect(await required()).toEqual({ required: false });
    await expect(stat(tokenFile)).rejects.toThrow('ENOENT');
    const answer = await send(catalog.url, 'POST', '/api/session', {}, { username: 'Berta', password: 'a good password' });
    expect(answer.status).toBe(200);
  });
});
