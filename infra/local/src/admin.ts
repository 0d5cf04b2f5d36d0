import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectory } from './data-directory.js';
import { ManagedProcess } from './managed-process.js';
import { parseOptions } from './options.js';
import { repositoryRoot } from './paths.js';
import { preparePostgres, provisionDatabase } from './postgres.js';
import { serviceEnvironment, type Wiring } from './services.js';
import { appVersion } from './stack.js';
import { StartError } from './start-error.js';

const usage = 'Usage: npm run admin -- [--data DIR] reset-password USER';

/** Runs catalog's own command line with catalog's environment. */
async function runCatalogCommand(args: readonly string[], wiring: Wiring): Promise<number> {
  const program = join(repositoryRoot, 'services', 'catalog', 'dist', 'cli.js');
  const child = spawn(process.execPath, [program, ...args], { env: serviceEnvironment('catalog', wiring), stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Where Reelm runs, its database is used; otherwise the database alone is started for the time of the command. */
async function administer(dataDirectory: string, args: readonly string[]): Promise<number> {
  const data = new DataDirectory(dataDirectory);
  if (!existsSync(data.at('postgres')))
    throw new StartError(`There is no Reelm data in ${dataDirectory}. Say where it is with --data DIR or REELM_DATA.`);
  const running = data.holder() !== undefined;
  if (!running) {
    data.refuseUnusable(appVersion);
    data.open();
  }
  let postgres: ManagedProcess | undefined;
  try {
    const secrets = data.secrets();
    const ports = running ? data.knownPorts() : await data.choosePorts([]);
    if (!running) {
      postgres = new ManagedProcess(preparePostgres(data, ports.postgres, secrets), data.at('logs', 'postgres.log'), () => undefined);
      await postgres.start();
      await provisionDatabase(ports.postgres, secrets);
    }
    return await runCatalogCommand(args, {
      root: repositoryRoot,
      data,
      host: '127.0.0.1',
      publicPort: 0,
      ports,
      secrets,
      libraries: [],
      environment: process.env,
      extra: {},
    });
  } finally {
    await postgres?.stop();
    data.close();
  }
}

try {
  const { dataDirectory, rest } = splitArguments(process.argv.slice(2));
  process.exitCode = rest.length === 0 ? 2 : await administer(dataDirectory, rest);
  if (rest.length === 0) process.stderr.write(`${usage}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
process.exit();

/** `--data DIR` is ours, everything else is the command. */
function splitArguments(args: string[]): { dataDirectory: string; rest: string[] } {
  const at = args.indexOf('--data');
  const ours = at === -1 ? [] : args.splice(at, 2);
  return { dataDirectory: parseOptions(ours, process.env, repositoryRoot).dataDirectory, rest: args };
}
