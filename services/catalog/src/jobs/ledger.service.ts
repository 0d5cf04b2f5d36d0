import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { isFinal, type EventMessage, type Job } from '@reelm/contracts';
import { Log, Loop, type Tx } from '@reelm/service-kit';
import { newest } from '../database/newest.js';
import { LedgerRepository } from './ledger.repository.js';
import { ProgressBoard } from './progress-board.js';

const keepDays = 30;
const pruneEveryMs = 3_600_000;

/** Keeps the ledger in step with what the services tell, and within bounds. */
@Injectable()
export class LedgerService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly pruner: Loop;

  constructor(
    private readonly ledger: LedgerRepository,
    private readonly progress: ProgressBoard,
    log: Log,
  ) {
    this.pruner = new Loop('ledger-prune', async () => (await this.ledger.prune(keepDays)) > 0, { pollMs: pruneEveryMs, log });
  }

  onModuleInit(): void {
    this.pruner.start();
  }

  async record(tx: Tx, messages: readonly EventMessage<Job>[]): Promise<void> {
    const jobs = newest(messages, (job) => job.id);
    await this.ledger.apply(tx, jobs);
    this.progress.settle(jobs.filter(({ payload }) => isFinal(payload.state)).map(({ payload }) => payload.id));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pruner.stop();
  }
}
