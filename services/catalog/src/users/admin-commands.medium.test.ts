import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminName, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { runAdminCommand, UsageError } from './admin-commands.js';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const typed = (password: string) => () => Promise.resolve(password);

describe('the command line', () => {
  it('sets a new password, enables the account and ends its sessions', async () => {
    const before = await signIn(catalog.url);
    await catalog.database.query('UPDATE user_account SET disabled = true');
    const told = await runAdminCommand(['reset-password', 'anna'], catalog.env, typed('a newer password'));
    expect(told).toContain('new password');
    expect((await send(catalog.url, 'GET', '/api/session', before)).status).toBe(401);
    await signIn(catalog.url, adminName, 'a newer password');
  });

  it('makes an administrator, with the password of the environment where it is set', async () => {
    const env = { ...catalog.env, REELM_NEW_PASSWORD: 'from the environment' };
    await runAdminCommand(['create-admin', 'Zora'], env, () => Promise.reject(new Error('asked')));
    const session = await signIn(catalog.url, 'Zora', 'from the environment');
    expect((await send(catalog.url, 'GET', '/api/users', session)).status).toBe(200);
  });

  it.each([
    ['an unknown user', ['reset-password', 'nobody'], 'a good password', 'does not exist'],
    ['a short password', ['reset-password', 'anna'], 'short', 'at least 8 characters'],
    ['a taken name', ['create-admin', 'Anna'], 'a good password', 'exists already'],
  ])('refuses %s', async (_, args, password, problem) => {
    await expect(runAdminCommand(args, catalog.env, typed(password))).rejects.toThrow(problem);
  });

  it('explains itself where it is not understood', async () => {
    await expect(runAdminCommand(['drop-everything', 'now'], catalog.env, typed(''))).rejects.toThrow(UsageError);
    await expect(runAdminCommand(['reset-password'], catalog.env, typed(''))).rejects.toThrow(UsageError);
  });
});
