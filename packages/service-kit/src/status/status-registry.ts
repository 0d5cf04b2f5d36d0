import { Inject, Injectable } from '@nestjs/common';
import { errorMessage, type DependencyState, type Readiness, type ServiceStatus, type Warning } from '@reelm/contracts';
import { Database } from '../database/database.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Bus } from '../messaging/bus.js';
import { ObjectStore } from '../storage/object-store.js';

const checkTimeoutMs = 2_000;

interface Dependency {
  name: string;
  check: () => Promise<DependencyState>;
  /** Whether the service is of no use without it. */
  essential: boolean;
}

/** What the service knows of its own state; features add their dependencies, tools and warnings. */
@Injectable()
export class StatusRegistry {
  private readonly dependencies: Dependency[] = [];
  private readonly tools = new Map<string, string>();
  private readonly warnings = new Map<string, Warning>();

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly database: Database,
    private readonly bus: Bus,
    store: ObjectStore,
  ) {
    this.addDependency('postgres', () => this.askDatabase(), { essential: true });
    this.addDependency('nats', () => Promise.resolve({ name: 'nats', state: this.bus.connected ? 'up' : 'down' }));
    this.addDependency('storage', () => store.check());
  }

  addDependency(name: string, check: () => Promise<DependencyState>, options: { essential?: boolean } = {}): void {
    this.dependencies.push({ name, check, essential: options.essential ?? false });
  }

  addTool(name: string, version: string): void {
    this.tools.set(name, version);
  }

  /** Shows a warning until it is taken back with null. */
  setWarning(id: string, warning: Warning | null): void {
    if (warning === null) this.warnings.delete(id);
    else this.warnings.set(id, warning);
  }

  async readiness(): Promise<Readiness> {
    const states = await this.states();
    const unusable = this.dependencies.some((dependency, index) => dependency.essential && states[index]?.state === 'down');
    return { status: unusable ? 'unavailable' : 'ready', service: this.identity.service, dependencies: states };
  }

  async status(): Promise<ServiceStatus> {
    const { schema, service, version, startedAt } = this.identity;
    const [tables, migrations, outbox, dependencies] = await Promise.all([
      // Statistics, not counts: the page must stay quick with millions of rows.
      this.database.query<{ name: string; rows: number }>(
        `SELECT c.relname AS name, greatest(c.reltuples, s.n_live_tup, 0)::bigint AS rows FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
         WHERE s.schemaname = $1 AND c.relname NOT LIKE '\\_%' ORDER BY c.relname`,
        [schema],
      ),
      this.database.query<{ migration_name: string }>(
        'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name DESC',
      ),
      this.database.query<{ pending: number }>('SELECT count(*)::int AS pending FROM outbox WHERE published_at IS NULL'),
      this.states(),
    ]);
    return {
      service,
      state: 'up',
      version,
      startedAt: startedAt.toISOString(),
      memoryBytes: process.memoryUsage.rss(),
      schema: { name: schema, version: migrations[0]?.migration_name ?? null, migrations: migrations.length },
      tables,
      outboxPending: outbox[0]?.pending ?? null,
      dependencies,
      tools: [...this.tools].map(([name, toolVersion]) => ({ name, version: toolVersion })),
      warnings: [...this.warnings.values()],
    };
  }

  /** A full one still answers what is read, and a restart would not help. */
  private async askDatabase(): Promise<DependencyState> {
    const hasRoom = await this.database.hasRoom();
    const code = 'service.database_full';
    this.setWarning(code, hasRoom ? null : { code, message: errorMessage(code) });
    return hasRoom ? { name: 'postgres', state: 'up' } : { name: 'postgres', state: 'degraded', detail: 'its disk is full' };
  }

  private states(): Promise<DependencyState[]> {
    return Promise.all(
      this.dependencies.map(async ({ name, check }): Promise<DependencyState> => {
        const timeout = new Promise<DependencyState>((resolve) => {
          setTimeout(() => resolve({ name, state: 'down', detail: 'no answer' }), checkTimeoutMs).unref();
        });
        return Promise.race([
          check().catch((error: unknown): DependencyState => ({
            name,
            state: 'down',
            detail: error instanceof Error ? error.message : String(error),
          })),
          timeout,
        ]);
      }),
    );
  }
}
