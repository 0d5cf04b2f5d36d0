import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ProgressMessage, type Job, type Progress } from '@reelm/contracts';
import { Bus, Log, Loop } from '@reelm/service-kit';
import { LedgerRepository } from './ledger.repository.js';

interface Note {
  attempt: number;
  progress: Progress | null;
  saved: boolean;
}

const saveEveryMs = 2_000;
/** More than ever run at once; the oldest give way. */
const capacity = 2_000;

/** The last word on what runs: fleeting messages kept in memory, and stored now and then so that a restart does not begin blank. */
@Injectable()
export class ProgressBoard implements OnModuleInit, BeforeApplicationShutdown {
  private readonly notes = new Map<string, Note>();
  private readonly saver: Loop;

  constructor(
    private readonly bus: Bus,
    private readonly ledger: LedgerRepository,
    log: Log,
  ) {
    this.saver = new Loop('progress', () => this.save(), { pollMs: saveEveryMs, log });
  }

  onModuleInit(): void {
    this.bus.subscribeCore('progress.*', (data) => this.note(data));
    this.saver.start();
  }

  note(data: unknown): void {
    const message = ProgressMessage.safeParse(data);
    if (!message.success) return;
    const { id, attempt, progress } = message.data;
    if ((this.notes.get(id)?.attempt ?? 0) > attempt) return;
    // Set anew, so that the order of the map is the order of the last word.
    this.notes.delete(id);
    this.notes.set(id, { attempt, progress, saved: false });
    const [oldest] = this.notes.keys();
    if (this.notes.size > capacity && oldest !== undefined) this.notes.delete(oldest);
  }

  /** Forgets jobs that ended. */
  settle(jobIds: readonly string[]): void {
    for (const id of jobIds) this.notes.delete(id);
  }

  /** A job as the ledger has it, with newer progress where there is any. */
  refresh(job: Job): Job {
    const note = this.notes.get(job.id);
    return note !== undefined && job.state === 'running' && note.attempt === job.attempt ? { ...job, progress: note.progress } : job;
  }

  private async save(): Promise<boolean> {
    const fresh = [...this.notes].filter(([, note]) => !note.saved);
    if (fresh.length > 0) await this.ledger.saveProgress(fresh.map(([id, { attempt, progress }]) => ({ id, attempt, progress })));
    for (const [, note] of fresh) note.saved = true;
    return false;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.saver.stop();
  }
}
