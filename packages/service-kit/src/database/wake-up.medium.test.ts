import { temporaryDatabase, type TemporaryDatabase } from '@reelm/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { baseConfig, loadConfig } from '../config.js';
import type { ServiceIdentity } from '../identity.js';
import { createLogger, Log } from '../log.js';
import { Database } from './database.js';
import { WakeUp } from './wake-up.js';

let temporary: TemporaryDatabase;
let database: Database;
let processes: WakeUp[];

beforeEach(async () => {
  temporary = await temporaryDatabase();
  const config = loadConfig(baseConfig, { REELM_DATABASE_URL: temporary.url, REELM_NATS_URL: 'nats://none', REELM_DATA_DIR: '/nowhere' });
  const identity: ServiceIdentity = { service: 'faces', schema: 'faces', queueSchema: 'faces_queue', version: '0', startedAt: new Date() };
  const log = new Log(createLogger('faces', 'silent'));
  database = new Database(identity, config, log);
  processes = [new WakeUp(identity, database, log), new WakeUp(identity, database, log)];
  await Promise.all(processes.map((one) => one.start()));
});
afterEach(async () => {
  await Promise.all(processes.map((one) => one.onApplicationShutdown()));
  await database.onApplicationShutdown();
  await temporary.drop();
});

test('one process holds a lock, until it asks for it no more', async () => {
  const [first, second] = processes;
  expect(await first?.holds('relay')).toBe(true);
  expect(await second?.holds('relay')).toBe(false);
  expect(await first?.holds('relay')).toBe(true);
  // From here on the first is as good as frozen.
  await vi.waitFor(async () => expect(await second?.holds('relay')).toBe(true), { timeout: 25_000, interval: 500 });
  await vi.waitFor(async () => expect(await first?.holds('relay')).toBe(false), { timeout: 30_000 });
}, 40_000);
