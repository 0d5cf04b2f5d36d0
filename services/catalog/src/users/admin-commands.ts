import { Password, Username } from '@reelm/contracts';
import { Database, Log, createLogger, loadConfig, type ServiceIdentity } from '@reelm/service-kit';
import { z } from 'zod';
import { CatalogConfig } from '../config.js';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

export const usage = `Usage:
  reset-password USER   set a new password, enable the account and end its sessions
  create-admin USER     make a further administrator

The password is asked for, read from standard input, or taken from REELM_NEW_PASSWORD.
`;

/** The command line is none of {@link usage}. */
export class UsageError extends Error {}

type Environment = Record<string, string | undefined>;

const identity: ServiceIdentity = {
  service: 'catalog',
  schema: 'catalog',
  queueSchema: 'catalog_queue',
  version: 'cli',
  startedAt: new Date(),
};
const PasswordConfig = z.object({ REELM_NEW_PASSWORD: Password.optional().describe('New password, 8 characters or more') });

async function withUsers(env: Environment, work: (users: UsersService) => Promise<void>): Promise<void> {
  const database = new Database(identity, loadConfig(CatalogConfig, env), new Log(createLogger('catalog', 'silent')));
  try {
    await work(new UsersService(new UsersRepository(database, new CatalogPrisma(database, identity))));
  } finally {
    await database.pool.end();
  }
}

/**
 * Runs a command for whoever has the machine but no password, beside a running server or without one.
 * @returns what was done, as a sentence. @throws UsageError, ConfigError, ZodError, AppError
 */
export async function runAdminCommand(
  args: readonly string[],
  env: Environment,
  askPassword: () => Promise<string | undefined>,
): Promise<string> {
  const [command, name] = args;
  if (name === undefined || (command !== 'reset-password' && command !== 'create-admin')) throw new UsageError();
  const username = Username.parse(name);
  const password = loadConfig(PasswordConfig, env).REELM_NEW_PASSWORD ?? Password.parse((await askPassword()) ?? '');
  await withUsers(env, async (users) => {
    if (command === 'create-admin') await users.create({ username, password, role: 'admin' });
    else await users.resetPassword(username, password);
  });
  return command === 'create-admin' ? `${username} is an administrator now.` : `${username} has a new password and has to sign in again.`;
}
