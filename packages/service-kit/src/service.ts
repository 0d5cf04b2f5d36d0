import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceName } from '@reelm/contracts';
import type { z } from 'zod';
import { ConfigError, loadConfig, type BaseConfig, type baseConfig } from './config.js';
import { Database } from './database/database.js';
import { migrate, SchemaError } from './database/migrate.js';
import { WakeUp } from './database/wake-up.js';
import { isDatabaseAway } from './errors.js';
import { armFailPoint } from './fail-point.js';
import { Connections } from './http/connections.js';
import type { ServiceIdentity } from './identity.js';
import { QueueEngine } from './jobs/engine.js';
import { JobWorkers } from './jobs/job-workers.js';
import { KitModule } from './kit.module.js';
import { createLogger, Log } from './log.js';
import { Bus } from './messaging/bus.js';
import { DeadLetters } from './messaging/dead-letters.js';
import { Relay } from './messaging/relay.js';
import { NatsStrategy } from './messaging/strategy.js';
import { startTelemetry } from './telemetry.js';

export interface ServiceOptions {
  service: ServiceName;
  /** The service's own Nest module. */
  module: Type;
  config: typeof baseConfig | z.ZodObject;
  /** Folder of the service's migrations, in Prisma's layout. */
  migrations: URL;
  /** False when the service answers health and readiness by itself. */
  healthEndpoints?: boolean;
  /** Called before the app listens: middleware, filters, proxies. */
  prepare?: (app: NestExpressApplication) => void | Promise<void>;
}

export interface RunningService {
  app: NestExpressApplication;
  url: string;
  stop(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/**
 * Starts a service: configuration, schema, broker, handlers, workers, HTTP. Resolves when it serves.
 * @throws ConfigError, SchemaError
 */
export async function startService(
  options: ServiceOptions,
  env: Record<string, string | undefined> = process.env,
): Promise<RunningService> {
  const config = loadConfig(options.config, env) as BaseConfig;
  const { service } = options;
  const identity: ServiceIdentity = { service, schema: service, queueSchema: `${service}_queue`, version, startedAt: new Date() };
  const log = new Log(createLogger(service, config.REELM_LOG_LEVEL));
  armFailPoint(config.REELM_FAIL_AT);
  const stopTelemetry = await startTelemetry(service, config.REELM_OTLP_URL);

  // The kit comes before the service's own module: its start-up order is the order of imports.
  @Module({ imports: [KitModule.forService({ identity, config, log, healthEndpoints: options.healthEndpoints ?? true }), options.module] })
  class ServiceModule {}

  const app = await NestFactory.create<NestExpressApplication>(ServiceModule, { logger: log, bodyParser: false, abortOnError: false });
  const connections = new Connections(app.getHttpServer());
  const database = app.get(Database);
  const bus = app.get(Bus);
  try {
    await untilDatabaseAnswers(
      () =>
        telling('the database is being brought up to date', log, () =>
          migrate({ clientConfig: database.clientConfig(), schema: identity.schema, folder: options.migrations }),
        ),
      log,
    );
    await Promise.all([app.get(QueueEngine).start(), bus.start(), app.get(WakeUp).start()]);
    app.connectMicroservice(
      { strategy: new NatsStrategy({ identity, bus, database, deadLetters: app.get(DeadLetters), log }) },
      { inheritAppConfig: false },
    );
    await options.prepare?.(app);
    await app.init();
    await app.startAllMicroservices();
    app.get(Relay).start();
    app.get(JobWorkers).start();
    await app.listen(config.REELM_HTTP_PORT, config.REELM_HTTP_HOST);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  const url = await app.getUrl();
  log.info({ url }, 'ready');
  return {
    app,
    url,
    stop: async () => {
      // Side by side: closing the app ends what would stay open by itself, and waits for the last connection before it lets the database go.
      await Promise.all([connections.drain(requestBudgetMs), app.close()]);
      await stopTelemetry();
    },
  };
}

/** At a cold start of the whole machine the database may come later than the services. */
async function untilDatabaseAnswers<T>(action: () => Promise<T>, log: Log): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) throw error;
      log.warning({}, 'waiting for the database');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

const tellEveryMs = 10_000;

/** A migration of a large table takes minutes; whoever waits for the service is told that it lives. */
async function telling<T>(what: string, log: Log, action: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const timer = setInterval(() => log.warning({ seconds: Math.round((Date.now() - since) / 1000) }, what), tellEveryMs);
  try {
    return await action();
  } finally {
    clearInterval(timer);
  }
}

const stopBudgetMs = 15_000;
/** Whoever is still being answered then, for example a player that loads as it plays, comes back with a new request. */
const requestBudgetMs = 5_000;

/** The body of a service's `main.ts`: starts it, stops it on SIGTERM or SIGINT, and ends the process with a clear message when it cannot start. */
export async function runService(options: ServiceOptions): Promise<void> {
  try {
    const running = await startService(options);
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), stopBudgetMs).unref();
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof SchemaError;
    process.stderr.write(
      `${options.service} cannot start: ${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(expected ? 78 : 1);
  }
}
