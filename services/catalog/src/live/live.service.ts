import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { LiveEvent } from '@reelm/contracts';
import { Log } from '@reelm/service-kit';
import { Changes } from './changes.js';
import { PendingChanges } from './pending-changes.js';

/** Where live events go: one open page. */
export interface Receiver {
  /** False while what was sent before is still on its way: nothing more is sent then, and what changes meanwhile is summed up. */
  readonly ready: boolean;
  send(events: readonly LiveEvent[]): void;
  close(): void;
}

const turnMs = 250;

/** Tells open pages what changed, four times a second. Listens to the broker only while somebody is there. */
@Injectable()
export class LiveService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly receivers = new Map<Receiver, PendingChanges>();
  private stopListening: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    // A page whose stream ends comes back and asks for everything anew.
    this.changes.onGap(() => this.closeAll());
  }

  /** Adds a receiver; the returned function takes it out again. @param limited whether there are videos that its user may never see */
  add(receiver: Receiver, limited: boolean): () => void {
    if (this.stopping) {
      receiver.close();
      return () => undefined;
    }
    this.receivers.set(receiver, new PendingChanges(limited));
    this.begin();
    return () => {
      this.receivers.delete(receiver);
      if (this.receivers.size === 0) this.end();
    };
  }

  private begin(): void {
    if (this.stopListening !== undefined) return;
    const toAll = (add: (pending: PendingChanges) => void) => {
      for (const pending of this.receivers.values()) add(pending);
    };
    this.stopListening = this.changes.listen({
      video: (id) => toAll((pending) => pending.addVideo(id)),
      entity: (kind, id) => toAll((pending) => pending.addEntity(kind, id)),
      job: (job) => toAll((pending) => pending.addJob(job)),
      libraries: () => toAll((pending) => pending.addLibraries()),
      deadLetters: () => toAll((pending) => pending.addDeadLetters()),
    });
    this.schedule();
  }

  private end(): void {
    clearTimeout(this.timer);
    this.stopListening?.();
    this.stopListening = undefined;
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      this.turn()
        .catch((error: unknown) => this.log.warning({ err: error }, 'live events were held back'))
        .finally(() => {
          if (this.stopListening !== undefined) this.schedule();
        });
    }, turnMs);
  }

  private async turn(): Promise<void> {
    for (const job of await this.changes.takeProgressed()) for (const pending of this.receivers.values()) pending.addJob(job);
    for (const [receiver, pending] of this.receivers) {
      if (!receiver.ready) continue;
      const events = pending.take();
      if (events.length > 0) receiver.send(events);
    }
  }

  /** Open event streams would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
    this.closeAll();
    this.end();
  }

  private closeAll(): void {
    for (const receiver of this.receivers.keys()) receiver.close();
  }
}
