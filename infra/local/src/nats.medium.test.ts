import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { events, rpcs } from '@reelm/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBroker } from './backing-services.js';
import { DataDirectory } from './data-directory.js';

let folder: string;
let broker: Awaited<ReturnType<typeof startBroker>>;
const connections: NatsConnection[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reelm-nats-'));
  broker = await startBroker(folder);
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await broker.process.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A service's connection, and the violations that the broker told it of. */
async function as(user: string) {
  const pass = new DataDirectory(folder).secrets().nats[user] ?? '';
  const connection = await connect({ servers: broker.url, user, pass });
  connections.push(connection);
  const refused: string[] = [];
  void (async () => {
    for await (const status of connection.status()) if (status.type === 'error') refused.push(status.error.message);
  })();
  return { connection, refused };
}

test('a service may publish its own facts, and is refused those of another', async () => {
  const { connection, refused } = await as('ingest');
  connection.publish(events.fileAdded.subject, '{}');
  await connection.flush();
  expect(refused).toEqual([]);
  connection.publish(events.fileAnalyzed.subject, '{}');
  await connection.flush();
  await expect.poll(() => refused.join()).toContain(events.fileAnalyzed.subject);
});

test('a service answers its own questions only', async () => {
  const { connection, refused } = await as('faces');
  connection.subscribe(rpcs.facesOfFile.subject, { callback: () => undefined });
  connection.subscribe(rpcs.listStashBoxes.subject, { callback: () => undefined });
  await connection.flush();
  await expect.poll(() => refused.join()).toContain(rpcs.listStashBoxes.subject);
  expect(refused.join()).not.toContain(rpcs.facesOfFile.subject);
});

test('nobody enters without an account, and no service removes the stream of events', async () => {
  await expect(connect({ servers: broker.url, reconnect: false })).rejects.toThrow(/authorization/i);
  const { connection, refused } = await as('transcode');
  connection.publish('$JS.API.STREAM.DELETE.EVENTS', '');
  await connection.flush();
  await expect.poll(() => refused.join()).toContain('$JS.API.STREAM.DELETE.EVENTS');
});
