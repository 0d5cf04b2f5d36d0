import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { allJobs } from '@reelm/contracts';
import { Database } from '../database/database.js';
import { WakeUp } from '../database/wake-up.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Log } from '../log.js';
import { Bus } from '../messaging/bus.js';
import { QueueEngine } from './engine.js';
import { JobQueue } from './job-queue.js';
import { JobWorker, type JobWorkerDependencies } from './job-worker.js';
import { RUNS_JOB, type RunJob, type RunsJobOptions } from './runs-job.js';

const finishedJobsAreKeptDays = 30;

/** Finds the job handlers of the service and runs a worker for each kind. Refuses to start when a kind it owns has no handler, or two. */
@Injectable()
export class JobWorkers implements BeforeApplicationShutdown {
  private readonly workers = new Map<string, JobWorker>();
  private readonly kit: Omit<JobWorkerDependencies, 'isHeld'>;
  private isHeld: () => boolean = () => false;

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly discovery: DiscoveryService,
    private readonly database: Database,
    private readonly wakeUp: WakeUp,
    engine: QueueEngine,
    queue: JobQueue,
    bus: Bus,
    private readonly log: Log,
  ) {
    this.kit = { identity, database, engine, queue, bus, log };
  }

  /** While `isHeld` says so, no background job is begun: somebody waits for what else the machine does. */
  holdBackground(isHeld: () => boolean): void {
    this.isHeld = isHeld;
  }

  start(): void {
    for (const { options, run } of this.handlers()) {
      const { definition, concurrency } = options;
      if (this.workers.has(definition.kind)) throw new Error(`Jobs of kind ${definition.kind} have two handlers.`);
      this.workers.set(
        definition.kind,
        new JobWorker(definition, typeof concurrency === 'number' ? () => concurrency : concurrency, run, {
          ...this.kit,
          isHeld: () => definition.priority === 'background' && this.isHeld(),
        }),
      );
    }
    const missing = allJobs.filter((definition) => definition.owner === this.identity.service && !this.workers.has(definition.kind));
    if (missing.length > 0)
      throw new Error(`${this.identity.service} owns these jobs but does not run them: ${missing.map((one) => one.kind).join(', ')}`);
    this.wakeUp.onWake((what) => this.wake(what));
    for (const worker of this.workers.values()) worker.start();
    setInterval(() => void this.prune().catch((error: unknown) => this.log.failure(error, 'pruning failed')), 3_600_000).unref();
  }

  private wake(what: string): void {
    if (what === 'outbox') return;
    for (const [kind, worker] of this.workers) {
      if (what === 'cancel' || what === 'reconnected') worker.lookNow();
      if (what === `job:${kind}` || what === 'reconnected') worker.wake();
    }
  }

  private handlers(): { options: RunsJobOptions; run: RunJob }[] {
    const scanner = new MetadataScanner();
    const reflector = new Reflector();
    return this.discovery.getProviders().flatMap(({ instance }) => {
      const provider = instance as Record<string, unknown> | null | undefined;
      if (provider === null || typeof provider !== 'object') return [];
      return scanner.getAllMethodNames(Object.getPrototypeOf(provider) as object).flatMap((name) => {
        const method = provider[name];
        if (typeof method !== 'function') return [];
        const options = reflector.get<RunsJobOptions | undefined>(RUNS_JOB, method as () => unknown);
        return options === undefined ? [] : [{ options, run: method.bind(provider) as RunJob }];
      });
    });
  }

  private async prune(): Promise<void> {
    await this.database.query('DELETE FROM job WHERE finished_at < now() - make_interval(days => $1)', [finishedJobsAreKeptDays]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
  }
}
