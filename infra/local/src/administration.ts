import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectory } from './data-directory.js';
import { ManagedProcess } from './managed-process.js';
import { repositoryRoot } from './paths.js';
import { preparePostgres, provisionDatabase } from './postgres.js';
import { serviceEnvironment, type Wiring } from './services.js';
import { appVersion } from './stack.js';
import { StartError } from './start-error.js';

export interface AdministrationOptions {
  /** Checkout whose built catalog is run; this one when left out. */
  root?: string;
  dataDirectory: string;
  /** Where REELM_NEW_PASSWORD and the settings of catalog are taken from. */
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a command of catalog's own command line on the data: on the database of a running Reelm, otherwise on a database that is started for
 * the time of the command alone.
 * @returns the command's exit code. @throws StartError
 */
export async function administer(
  { root = repositoryRoot, dataDirectory, environment }: AdministrationOptions,
  command: readonly string[],
): Promise<number> {
  const data = new DataDirectory(dataDirectory);
  if (!existsSync(data.at('postgres')))
    throw new StartError(`There is no Reelm data in ${dataDirectory}. Say where it is with --data DIR or REELM_DATA.`);
  const wiring = { root, data, host: '127.0.0.1', publicPort: 0, libraries: [], environment, extra: {} };
  if (data.holder() !== undefined) return runCatalogCommand(command, { ...wiring, secrets: data.secrets(), ports: data.knownPorts() });
  return withDatabase(data, (more) => runCatalogCommand(command, { ...wiring, ...more }));
}

async function withDatabase<R>(data: DataDirectory, work: (wiring: Pick<Wiring, 'secrets' | 'ports'>) => Promise<R>): Promise<R> {
  data.refuseUnusable(appVersion);
  data.open();
  let postgres: ManagedProcess | undefined;
  try {
    const secrets = data.secrets();
    const ports = await data.choosePorts([]);
    postgres = new ManagedProcess(preparePostgres(data, ports.postgres, secrets), data.at('logs', 'postgres.log'), () => undefined);
    await postgres.start();
    await provisionDatabase(ports.postgres, secrets);
    return await work({ secrets, ports });
  } finally {
    await postgres?.stop();
    postgres?.log.close();
    data.close();
  }
}

/** With catalog's environment, and with the terminal for its questions. */
async function runCatalogCommand(command: readonly string[], wiring: Wiring): Promise<number> {
  const program = join(wiring.root, 'services', 'catalog', 'dist', 'cli.js');
  const env = { ...serviceEnvironment('catalog', wiring), REELM_NEW_PASSWORD: wiring.environment['REELM_NEW_PASSWORD'] };
  const child = spawn(process.execPath, [program, ...command], { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
