import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { DiskCall, DiskCalls, DiskReply } from './disk-calls.js';
import type { Entry, WalkProblems } from './entries.js';

/** A call to the disk failed; `code` is that of the system, for example `ENOENT`. */
export class DiskError extends Error {
  override name = 'DiskError';
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

const batchEntries = 1_000;
// Threads cannot run TypeScript with this project's import paths, so tests, which run the sources, use the built worker.
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? '../../dist/scan/disk.worker.js' : './disk.worker.js', import.meta.url);

/** The disk, seen through a worker thread that answers one call after the other. Use it with `using`, or end it. */
export class Disk implements Disposable {
  private readonly worker = new Worker(workerUrl);
  private readonly waiting: { resolve: (value: never) => void; reject: (error: Error) => void }[] = [];
  private ended: Error | undefined;

  constructor(private readonly signal?: AbortSignal) {
    this.worker.on('message', (reply: DiskReply) => {
      const waiting = this.waiting.shift();
      if ('failure' in reply) waiting?.reject(new DiskError(reply.failure.message, reply.failure.code));
      else waiting?.resolve(reply.value as never);
    });
    this.worker.on('error', (error: Error) => this.end(error));
    this.signal?.addEventListener('abort', this.abort);
    if (this.signal?.aborted) this.abort();
  }

  call<C extends DiskCall>(call: C, input: Parameters<DiskCalls[C]>[0]): Promise<ReturnType<DiskCalls[C]>> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage({ call, input });
    });
  }

  /** Walks a folder in batches. One batch is walked while the one before is being worked on, no more: memory stays flat. */
  async *walk(options: Parameters<DiskCalls['openWalk']>[0], problems: (problems: WalkProblems) => void): AsyncGenerator<Entry[]> {
    await this.call('openWalk', options);
    let next = this.call('nextEntries', batchEntries);
    for (;;) {
      const batch = await next;
      problems(batch.problems);
      if (batch.entries.length === 0) return;
      next = this.call('nextEntries', batchEntries);
      // Its failure is met at the next turn; until then nobody may call it unhandled.
      next.catch(() => undefined);
      yield batch.entries;
    }
  }

  [Symbol.dispose](): void {
    this.end(new DiskError('The disk is not used any more.', undefined));
  }

  private readonly abort = (): void => {
    const reason: unknown = this.signal?.reason;
    this.end(reason instanceof Error ? reason : new Error('aborted'));
  };

  private end(error: Error): void {
    if (this.ended !== undefined) return;
    this.ended = error;
    this.signal?.removeEventListener('abort', this.abort);
    for (const { reject } of this.waiting.splice(0)) reject(error);
    void this.worker.terminate();
  }
}

/** Opens disks; a test may hand out others. */
@Injectable()
export class DiskRepository {
  open(signal?: AbortSignal): Disk {
    return new Disk(signal);
  }
}
