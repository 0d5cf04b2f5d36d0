import { Injectable } from '@nestjs/common';
import { serviceNames, serviceRpcs, type ServiceName, type ServiceStatus, type SystemStatus, type Warning } from '@reelm/contracts';
import { Bus, Log, ObjectStore, StatusRegistry } from '@reelm/service-kit';
import { SystemRepository } from './system.repository.js';

const downStatus = (service: ServiceName): ServiceStatus => ({
  service,
  state: 'down',
  version: null,
  startedAt: null,
  memoryBytes: null,
  schema: null,
  tables: [],
  outboxPending: null,
  dependencies: [],
  tools: [],
  warnings: [],
});

/** The state of the whole system on one page. Whatever is away shows as away; the page itself always answers while the database does. */
@Injectable()
export class SystemStatusService {
  constructor(
    private readonly bus: Bus,
    private readonly repository: SystemRepository,
    private readonly registry: StatusRegistry,
    private readonly store: ObjectStore,
    private readonly log: Log,
  ) {}

  async status(): Promise<SystemStatus> {
    const [database, broker, storage, services] = await Promise.all([
      this.repository.database(),
      this.repository.broker(),
      this.store.describe(),
      Promise.all(serviceNames.map((service) => this.ask(service))),
    ]);
    return {
      version: services.find(({ service }) => service === 'catalog')?.version ?? 'unknown',
      node: process.version,
      database,
      broker,
      storage,
      services,
      warnings: [...downWarnings(services), ...services.flatMap(({ warnings }) => warnings)],
    };
  }

  private async ask(service: ServiceName): Promise<ServiceStatus> {
    try {
      // Of itself catalog knows without the broker, which may be what is away.
      if (service === 'catalog') return await this.registry.status();
      return await this.bus.request(serviceRpcs[service].status, {});
    } catch (error) {
      this.log.warning({ err: error, asked: service }, 'a service did not tell its state');
      return downStatus(service);
    }
  }
}

const downWarnings = (services: readonly ServiceStatus[]): Warning[] =>
  services
    .filter(({ state }) => state === 'down')
    .map(({ service }) => ({
      code: 'service.down',
      message: `The service ${service} does not answer; its work waits and goes on when it is back. Its log says why.`,
    }));
