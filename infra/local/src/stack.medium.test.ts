import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serviceNames } from '@reelm/contracts';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choosePort } from './ports.js';
import { startStack, type Stack, type StackOptions } from './stack.js';

/** Stands in for a service: ready at once, tells its environment, and has a child of its own that must not outlive it. */
const stub = `
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
if (process.env.STUB_FAILS) { console.error('{"level":60,"msg":"the stub refuses"}'); process.exit(3); }
spawn('sleep', ['1000', import.meta.filename], { stdio: 'ignore', argv0: 'sleep ' + import.meta.filename });
createServer((request, response) => response.end(JSON.stringify(process.env))).listen(Number(process.env.REELM_HTTP_PORT), process.env.REELM_HTTP_HOST);
process.on('SIGTERM', () => process.exit(0));
`;

let folder: string;
let stack: Stack | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reelm-stack-'));
  for (const name of serviceNames) {
    mkdirSync(join(folder, 'root', 'services', name, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'root', 'services', name, 'dist', 'main.js'), stub);
    writeFileSync(join(folder, 'root', 'services', name, 'package.json'), '{"type":"module"}');
  }
});

afterEach(async () => {
  await stack?.kill();
  stack = undefined;
  expect(await noProcessLeft()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: Partial<StackOptions> = {}): Promise<Stack> =>
  (stack = await startStack({
    root: join(folder, 'root'),
    dataDirectory: join(folder, 'data'),
    web: 'none',
    environment: { PATH: process.env['PATH'] },
    ...options,
  }));

/** Command lines of all living processes that have to do with this test's folder. */
function processes(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(folder) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}

/** Killed processes take a moment to vanish. */
async function noProcessLeft(): Promise<string[]> {
  for (let tries = 0; tries < 100 && processes().length > 0; tries++) await delay(100);
  return processes();
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const environmentOf = async (url: string) => (await (await fetch(url)).json()) as Record<string, string>;

test('starts, stops without leaving a process, and starts again with its data', async () => {
  const first = await start({
    environment: {
      PATH: process.env['PATH'],
      HOME: '/home/x',
      SECRET: 'not for services',
      REELM_ADMIN_PASSWORD: 'pw',
      REELM_FACE_MODELS: '/models',
    },
  });
  expect(first.processes.map(({ name, state }) => [name, state])).toEqual(
    ['postgres', 'nats', ...serviceNames].map((name) => [name, 'ready']),
  );
  await query(first.databaseUrl('ingest'), 'CREATE TABLE note AS SELECT 42 AS answer');

  const catalog = await environmentOf(first.url);
  const faces = await environmentOf(first.serviceUrl('faces'));
  expect(catalog).toMatchObject({ REELM_ADMIN_PASSWORD: 'pw', REELM_NATS_USER: 'catalog', HOME: '/home/x' });
  expect(faces).toMatchObject({ REELM_FACE_MODELS: '/models', REELM_NATS_USER: 'faces' });
  expect(faces).not.toHaveProperty('REELM_ADMIN_PASSWORD');
  expect(faces).not.toHaveProperty('SECRET');
  expect(statSync(join(folder, 'data', 'nats', 'nats.json')).mode & 0o777).toBe(0o600);

  await expect(start()).rejects.toThrow(`already running on ${join(folder, 'data')} (process ${process.pid})`);
  await first.stop();
  expect(await noProcessLeft()).toEqual([]);

  const second = await start();
  expect(await query(second.databaseUrl('ingest'), 'SELECT answer FROM note')).toEqual([{ answer: 42 }]);
});

test('a service reaches its own schemas and nobody else’s', async () => {
  const running = await start({ services: ['faces'] });
  const url = running.databaseUrl('faces');
  await query(url, 'CREATE TABLE t (name text); CREATE TABLE faces_queue.t (n int); CREATE INDEX ON t USING gin (name gin_trgm_ops)');
  expect(await query(url, "SELECT schemaname FROM pg_tables WHERE tablename = 't' ORDER BY 1")).toEqual([
    { schemaname: 'faces' },
    { schemaname: 'faces_queue' },
  ]);
  await expect(query(url, 'CREATE TABLE catalog.t (n int)')).rejects.toThrow('permission denied for schema catalog');
  await expect(query(url, 'CREATE TABLE public.t (n int)')).rejects.toThrow('permission denied for schema public');
  await expect(query(url, 'CREATE SCHEMA more')).rejects.toThrow('permission denied');
  await expect(query(url.replace(/reelm$/, 'postgres'), 'SELECT 1')).rejects.toThrow('permission denied for database');
});

test('a process that dies is started again', async () => {
  const running = await start({ services: ['ingest'] });
  for (const name of ['ingest', 'nats', 'postgres'] as const) {
    const managed = running.process(name);
    const before = managed.pid;
    managed.kill('SIGKILL');
    await expect.poll(() => managed.pid !== undefined && managed.pid !== before && managed.state, { timeout: 20_000 }).toBe('ready');
  }
  expect(await query(running.adminDatabaseUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a process that was stopped stays stopped until it is started', async () => {
  const running = await start({ services: ['ingest'] });
  const nats = running.process('nats');
  await nats.stop('SIGKILL');
  await delay(1_000);
  expect([nats.state, nats.pid]).toEqual(['stopped', undefined]);
  await nats.start();
  expect(nats.state).toBe('ready');
});

test('a frozen service does not hold up the stop', async () => {
  const running = await start({ services: ['faces', 'ingest'] });
  running.process('ingest').kill('SIGSTOP');
  await running.stop();
  expect(await noProcessLeft()).toEqual([]);
});

test('a service that cannot start ends the start, with its last words', async () => {
  await expect(start({ extraEnvironment: { faces: { STUB_FAILS: '1' } } })).rejects.toThrow(
    /^faces ended with code 3: the stub refuses \(log: .*faces\.log\)$/,
  );
  expect(await noProcessLeft()).toEqual([]);
  // Nothing stands in the way of the next try.
  await start();
});

test('a busy port and a missing library are told before anything is made', async () => {
  const port = await choosePort(new Set());
  const intruder = createServer().listen(port, '127.0.0.1');
  await once(intruder, 'listening');
  try {
    await expect(start({ port })).rejects.toThrow(`Port ${port} is used by another program. Choose another with --port N or REELM_PORT.`);
  } finally {
    intruder.close();
  }
  await expect(start({ libraries: ['/no/such/folder'] })).rejects.toThrow('The library folder /no/such/folder does not exist.');
  expect(readdirSync(folder)).toEqual(['root']);
});

test('everything dies with a launcher that is killed', async () => {
  const script = join(folder, 'launcher.mjs');
  const api = new URL('../dist/index.js', import.meta.url).href;
  const options = { root: join(folder, 'root'), dataDirectory: join(folder, 'data'), web: 'none' };
  writeFileSync(
    script,
    `import { startStack } from ${JSON.stringify(api)};\nawait startStack(${JSON.stringify(options)});\nconsole.log('started');\n`,
  );
  const launcher = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(launcher.stdout, 'data');
  expect(processes().length).toBeGreaterThan(7);
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  // Only the stubs' own children are beyond reach of the kernel's signal; real services frame theirs themselves.
  for (const line of processes().filter((command) => command.includes('sleep'))) process.kill(Number(line.split(' ')[0]), 'SIGKILL');
  expect(await noProcessLeft()).toEqual([]);
  await start();
});
