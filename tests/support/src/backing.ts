import { randomBytes } from 'node:crypto';
import { startBroker, type ManagedProcess } from '@reelm/local';
import pg from 'pg';
import { temporaryFolder } from './folder.js';

export interface TemporaryDatabase extends AsyncDisposable {
  /** Superuser's connection string; what a service gets as REELM_DATABASE_URL. */
  url: string;
  drop(): Promise<void>;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run medium tests with npm test, or vitest --project medium`);
  return value;
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: required('REELM_TEST_DATABASE_URL') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * An empty database with the extensions that services rely on, in the PostgreSQL server of this test run. Each test file takes its own,
 * so that files can run side by side; schemas are as in production.
 */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE reelm_template`);
  const url = new URL(required('REELM_TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  const drop = () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: url.href, drop, [Symbol.asyncDispose]: drop };
}

export interface TemporaryBroker extends AsyncDisposable {
  url: string;
  /** Account that may do everything. */
  user: string;
  password: string;
  /** The server: stop, kill, restart it. */
  process: ManagedProcess;
  /** Folder of its streams. */
  storeFolder: string;
  stop(): Promise<void>;
}

/** A nats-server of its own with empty JetStream storage (it starts in some 50 ms), so that streams of different test files never meet. */
export async function temporaryBroker(): Promise<TemporaryBroker> {
  const folder = await temporaryFolder();
  const broker = await startBroker(folder.path);
  const stop = async () => {
    await broker.process.stop();
    await folder.remove();
  };
  return { ...broker, stop, [Symbol.asyncDispose]: stop };
}
