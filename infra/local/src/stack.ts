import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import { DataDirectory, natsOperator, type Ports, type Secrets } from './data-directory.js';
import { ManagedProcess, type ProcessEvent, type ProcessSpec } from './managed-process.js';
import { prepareNats } from './nats.js';
import { requireLibraries } from './options.js';
import { repositoryRoot } from './paths.js';
import { choosePort, requirePort } from './ports.js';
import { databaseUrl, preparePostgres, provisionDatabase, superuserUrl } from './postgres.js';
import { prepareService, prepareWeb, setupTokenPath, servicePort, webServer, type Wiring } from './services.js';
import { StartError } from './start-error.js';

export interface StackOptions {
  /** Checkout whose built services are run; this one when left out. */
  root?: string;
  dataDirectory: string;
  /** Public port; 0 takes a free one. */
  port?: number;
  /** Address of the public port; loopback alone when left out. */
  host?: string;
  /** Absolute paths of folders to add when there is no library yet. */
  libraries?: readonly string[];
  /** Refuse to start when one of them is missing, also at a later start (a disk may be away then); true when left out. */
  insistOnLibraries?: boolean;
  /** Services to run; all when left out. */
  services?: readonly ServiceName[];
  web?: 'production' | 'dev' | 'none';
  /** Where settings such as REELM_LOG_LEVEL are taken from; the process' own environment when left out. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** For tests: more environment for one service. */
  extraEnvironment?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Told of everything that happens to a process. */
  onEvent?: (name: string, event: ProcessEvent) => void;
  /** Gives up starting; what runs by then is stopped. */
  signal?: AbortSignal;
}

export type ProcessName = 'postgres' | 'nats' | 'web' | ServiceName;

/** A running Reelm. */
export interface Stack {
  /** Address for a browser on this machine. */
  readonly url: string;
  readonly dataDirectory: string;
  readonly postgresVersion: string;
  /** In the order of starting. */
  readonly processes: readonly ManagedProcess[];
  /** @throws when the stack was started without it */
  process(name: ProcessName): ManagedProcess;
  /** Address of a service's own HTTP server. */
  serviceUrl(name: ServiceName): string;
  /** Connection string with the role of one service. */
  databaseUrl(name: ServiceName): string;
  /** Connection string with all rights on the database. */
  readonly adminDatabaseUrl: string;
  /** A service's NATS account, or the one that may do everything. */
  nats(user?: ServiceName | typeof natsOperator): { url: string; user: string; password: string };
  /** The one-time token, as long as nobody has set Reelm up. */
  setupToken(): string | undefined;
  /** Stops everything in order: intake first, database last. */
  stop(): Promise<void>;
  /** Kills everything at once. */
  kill(): Promise<void>;
}

export const appVersion = (JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string }).version;

/** What is stopped together, one group after the other: no new work, then the workers, then what they stand on. */
const stopOrder: readonly (readonly ProcessName[])[] = [
  ['web', 'catalog'],
  ['ingest', 'transcode', 'faces', 'stashbox'],
  ['nats'],
  ['postgres'],
];

/**
 * Starts Reelm and waits until every part is ready.
 * @throws StartError with one line for the user; nothing is left running then
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const {
    root = repositoryRoot,
    host = '127.0.0.1',
    libraries = [],
    insistOnLibraries = true,
    services = serviceNames,
    web = 'production',
    environment = process.env,
  } = options;
  requireBuilt(root, services, web);
  const data = new DataDirectory(options.dataDirectory);
  data.refuseUnusable(appVersion);
  if (data.isNew || insistOnLibraries) requireLibraries(libraries);
  if (options.port) await requirePort(options.port, host);
  data.open(options.port ? `http://localhost:${options.port}` : undefined);

  const processes: ManagedProcess[] = [];
  const add = (spec: ProcessSpec): ManagedProcess => {
    const managed = new ManagedProcess(spec, data.at('logs', `${spec.name}.log`), (event) => options.onEvent?.(spec.name, event));
    processes.push(managed);
    return managed;
  };
  const stopAll = async (kill: boolean) => {
    const inOrder = kill ? [stopOrder.flat()] : stopOrder;
    for (const group of inOrder) {
      await Promise.all(
        processes
          .filter(({ name }) => (group as readonly string[]).includes(name))
          .map((managed) => managed.stop(kill ? 'SIGKILL' : undefined)),
      );
    }
    for (const { log } of processes) log.close();
    data.close();
  };
  const onAbort = () => void Promise.all(processes.map((managed) => managed.stop()));
  options.signal?.addEventListener('abort', onAbort);

  try {
    const secrets = data.secrets();
    const ports = await data.choosePorts(options.port ? [options.port] : []);
    const publicPort =
      options.port || (await choosePort(new Set([ports.postgres, ports.nats, ports.web, ...Object.values(ports.services)])));
    const wiring: Wiring = { root, data, host, publicPort, ports, secrets, libraries, environment, extra: options.extraEnvironment ?? {} };

    const backing = [add(preparePostgres(data, ports.postgres, secrets)), add(prepareNats(data, ports.nats, secrets))];
    await startAll(backing, options.signal);
    const postgresVersion = await provisionDatabase(ports.postgres, secrets);

    const parts = services.map((name) => add(prepareService(name, wiring)));
    if (web !== 'none') parts.push(add(prepareWeb(web, wiring)));
    await startAll(parts, options.signal);
    data.markUsedBy(appVersion);
    return describe({ wiring, processes, postgresVersion, stopAll });
  } catch (error) {
    await stopAll(false);
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** When one fails, the others are not waited for: the caller stops them. */
async function startAll(processes: readonly ManagedProcess[], signal: AbortSignal | undefined): Promise<void> {
  const refuseAborted = () => {
    if (signal?.aborted) throw new StartError('The start was interrupted.');
  };
  refuseAborted();
  await Promise.all(processes.map((managed) => managed.start())).catch((error: unknown) => {
    refuseAborted();
    throw error;
  });
}

function requireBuilt(root: string, services: readonly ServiceName[], web: StackOptions['web']): void {
  const missing = services.find((name) => !existsSync(join(root, 'services', name, 'dist', 'main.js')));
  if (missing !== undefined) throw new StartError(`The service ${missing} is not built. Run npm run build.`);
  if (web === 'production' && !existsSync(webServer(root))) throw new StartError('The web app is not built. Run npm run build.');
}

interface Parts {
  wiring: Wiring;
  processes: readonly ManagedProcess[];
  postgresVersion: string;
  stopAll: (kill: boolean) => Promise<void>;
}

function describe({ wiring, processes, postgresVersion, stopAll }: Parts): Stack {
  const { ports, secrets, data, publicPort }: { ports: Ports; secrets: Secrets; data: DataDirectory; publicPort: number } = wiring;
  let stopping: Promise<void> | undefined;
  return {
    url: `http://localhost:${publicPort}`,
    dataDirectory: data.path,
    postgresVersion,
    processes,
    process: (name) => {
      const found = processes.find((managed) => managed.name === name);
      if (found === undefined) throw new Error(`This stack runs without ${name}`);
      return found;
    },
    serviceUrl: (name) => `http://127.0.0.1:${servicePort(name, wiring)}`,
    databaseUrl: (name) => databaseUrl(ports.postgres, name, secrets.databaseRoles[name] ?? ''),
    adminDatabaseUrl: superuserUrl(ports.postgres, secrets),
    nats: (user = natsOperator) => ({ url: `nats://127.0.0.1:${ports.nats}`, user, password: secrets.nats[user] ?? '' }),
    setupToken: () => {
      const path = setupTokenPath(data);
      return existsSync(path) ? readFileSync(path, 'utf8').trim() || undefined : undefined;
    },
    stop: () => (stopping ??= stopAll(false)),
    kill: () => stopAll(true),
  };
}
