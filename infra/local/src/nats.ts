import { existsSync, mkdirSync } from 'node:fs';
import { progressSubject, serviceNames, streams, type ServiceName } from '@reelm/contracts';
import { natsOperator, writeWhole, type DataDirectory, type Secrets } from './data-directory.js';
import { greeting } from './http-probe.js';
import type { ProcessSpec } from './managed-process.js';
import { findProgram } from './paths.js';
import { StartError } from './start-error.js';

/** Facts that a service may publish: its own; catalog also puts dead letters back where they came from when an administrator asks. */
const facts = (service: ServiceName): readonly string[] => (service === 'catalog' ? streams.events.subjects : [`${service}.>`]);

/**
 * Answers go to the inbox of whoever asked; inboxes have random names. Not `allow_responses`: with it the server notes every message that it
 * delivers, and beyond 4,096 of them searches all notes at each further one: six times the work for an import of 12,000 files.
 */
const answers = '_INBOX.>';

/** What a service may say and hear: facts, questions to anybody, its own answers, and JetStream's protocol. */
export function natsPermissions(service: ServiceName): object {
  return {
    publish: {
      allow: [...facts(service), 'rpc.>', progressSubject(service), `dead.${service}.>`, answers, '$JS.API.>', '$JS.ACK.>', '$JS.FC.>'],
      deny: ['$JS.API.STREAM.DELETE.*', '$JS.API.STREAM.RESTORE.*', '$JS.API.STREAM.PURGE.EVENTS'],
    },
    // Catalog tells open pages of every change as it happens.
    subscribe: {
      allow: [
        `rpc.${service}.>`,
        '_INBOX.>',
        ...(service === 'catalog' ? ['progress.>', ...streams.events.subjects, ...streams.dead.subjects] : []),
      ],
    },
  };
}

/** NATS reads JSON as its configuration format. */
export function natsConfiguration(listen: string, storeDirectory: string, passwords: Readonly<Record<string, string>>): object {
  const users = serviceNames.map((user) => ({ user, password: passwords[user], permissions: natsPermissions(user) }));
  return {
    server_name: 'reelm',
    listen,
    jetstream: { store_dir: storeDirectory, max_memory_store: 64 * 1024 ** 2, max_file_store: 4 * 1024 ** 3 },
    authorization: { users: [...users, { user: natsOperator, password: passwords[natsOperator] }] },
  };
}

export function prepareNats(data: DataDirectory, port: number, secrets: Secrets): ProcessSpec {
  const program = findProgram('nats-server');
  if (program === undefined)
    throw new StartError('nats-server was not found. Install it (Debian and Ubuntu: apt install nats-server) and start again.');
  const configurationPath = data.at('nats', 'nats.json');
  const store = data.at('nats', 'store');
  if (!existsSync(store)) mkdirSync(store, { recursive: true });
  writeWhole(configurationPath, natsConfiguration(`127.0.0.1:${port}`, store, secrets.nats));
  return {
    name: 'nats',
    command: program,
    args: ['--config', configurationPath],
    cwd: data.at('nats'),
    // Go's collector waits until the heap has doubled; from here on it works harder instead. At 64 MiB that took three times the CPU of an import.
    env: { GOMEMLIMIT: '96MiB' },
    stopSignal: 'SIGTERM',
    deathSignal: 'SIGTERM',
    stopTimeoutMs: 5_000,
    readyTimeoutMs: 30_000,
    isReady: async () => (await greeting(port))?.startsWith('INFO ') ?? false,
  };
}
