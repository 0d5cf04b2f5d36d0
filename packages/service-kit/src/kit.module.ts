import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SERVICE_CONFIG, type BaseConfig } from './config.js';
import { Database } from './database/database.js';
import { WakeUp } from './database/wake-up.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from './identity.js';
import { QueueEngine } from './jobs/engine.js';
import { JobQueue } from './jobs/job-queue.js';
import { JobWorkers } from './jobs/job-workers.js';
import { Log } from './log.js';
import { Bus } from './messaging/bus.js';
import { DeadLetters } from './messaging/dead-letters.js';
import { Outbox } from './messaging/outbox.js';
import { Relay } from './messaging/relay.js';
import { commonRpcController, HealthController } from './status/common.controllers.js';
import { StatusRegistry } from './status/status-registry.js';
import { createObjectStore } from './storage/create.js';
import { ObjectStore } from './storage/object-store.js';

export interface KitOptions {
  identity: ServiceIdentity;
  config: BaseConfig;
  log: Log;
  /** Health and readiness endpoints of the kit; a service with an HTTP edge of its own brings its own. */
  healthEndpoints: boolean;
}

/** What every service stands on, available everywhere in it. */
@Module({})
export class KitModule {
  static forService({ identity, config, log, healthEndpoints }: KitOptions): DynamicModule {
    const providers: Type[] = [Database, WakeUp, Bus, DeadLetters, Outbox, Relay, QueueEngine, JobQueue, JobWorkers, StatusRegistry];
    return {
      module: KitModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [commonRpcController(identity.service), ...(healthEndpoints ? [HealthController] : [])],
      providers: [
        { provide: SERVICE_IDENTITY, useValue: identity },
        { provide: SERVICE_CONFIG, useValue: config },
        { provide: Log, useValue: log },
        { provide: ObjectStore, useFactory: () => createObjectStore(config) },
        ...providers,
      ],
      exports: [SERVICE_IDENTITY, SERVICE_CONFIG, Log, ObjectStore, ...providers],
    };
  }
}
