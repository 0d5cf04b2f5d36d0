import { DataDirectory, natsOperator } from './data-directory.js';
import { ManagedProcess } from './managed-process.js';
import { prepareNats } from './nats.js';
import { choosePort } from './ports.js';
import { preparePostgres, provisionDatabase, superuserUrl } from './postgres.js';
import { appVersion } from './stack.js';

/** PostgreSQL and NATS alone, for tests of what stands on them. */
export interface BackingServices {
  /** Superuser's connection string. */
  databaseUrl: string;
  /** Account that may do everything. */
  nats: { url: string; user: string; password: string };
  postgres: ManagedProcess;
  broker: ManagedProcess;
  stop(): Promise<void>;
}

/** @throws StartError; nothing is left running then */
export async function startBackingServices(dataDirectory: string): Promise<BackingServices> {
  const data = new DataDirectory(dataDirectory);
  data.refuseUnusable(appVersion);
  data.open();
  const started: ManagedProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map((managed) => managed.stop()));
    for (const { log } of started) log.close();
    data.close();
  };
  try {
    const secrets = data.secrets();
    const ports = await data.choosePorts([]);
    const [postgres, broker] = [preparePostgres(data, ports.postgres, secrets), prepareNats(data, ports.nats, secrets)].map(
      (spec) => new ManagedProcess(spec, data.at('logs', `${spec.name}.log`), () => undefined),
    ) as [ManagedProcess, ManagedProcess];
    started.push(postgres, broker);
    await Promise.all(started.map((managed) => managed.start()));
    await provisionDatabase(ports.postgres, secrets);
    return {
      databaseUrl: superuserUrl(ports.postgres, secrets),
      nats: { url: `nats://127.0.0.1:${ports.nats}`, user: natsOperator, password: secrets.nats[natsOperator] ?? '' },
      postgres,
      broker,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A nats-server alone, with its files below `folder`. */
export async function startBroker(
  folder: string,
): Promise<{ url: string; user: string; password: string; process: ManagedProcess; storeFolder: string }> {
  const data = new DataDirectory(folder);
  const secrets = data.secrets();
  const port = await choosePort(new Set());
  const broker = new ManagedProcess(prepareNats(data, port, secrets), data.at('logs', 'nats.log'), () => undefined);
  await broker.start();
  return {
    url: `nats://127.0.0.1:${port}`,
    user: natsOperator,
    password: secrets.nats[natsOperator] ?? '',
    process: broker,
    storeFolder: data.at('nats', 'store'),
  };
}
