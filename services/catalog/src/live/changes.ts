import { Injectable } from '@nestjs/common';
import { entityEvents, EventEnvelope, events, Id, isFinal, Job, jobs, payloadsOf, serviceNames, jobChangedEvent } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';
import { z } from 'zod';
import { JobsService } from '../jobs/jobs.service.js';

/** Kinds whose changes are told by {@link entityEvents}. */
export type ListenedKind = keyof typeof entityEvents;
const listenedKinds = Object.keys(entityEvents) as ListenedKind[];

/** What is heard of changes while anybody listens. */
export interface ChangeListener {
  video(id: string): void;
  entity(kind: ListenedKind, id: string): void;
  job(job: Job): void;
  libraries(): void;
  deadLetters(): void;
}

const ProgressOf = z.object({ id: Id });
const VideoOf = z.object({ videoId: Id });
const EntityOf = z.object({ id: Id });
/** What a message tells of, as far as it has the given shape. */
const told = <P>(data: unknown, shape: z.ZodType<P>): P[] => {
  const envelope = EventEnvelope.safeParse(data);
  return envelope.success ? payloadsOf(envelope.data).flatMap((payload) => shape.safeParse(payload).data ?? []) : [];
};

/**
 * Listens to the very messages that the broker keeps, so every catalog process hears every change, and none before it is committed.
 */
@Injectable()
export class Changes {
  private readonly progressed = new Set<string>();

  constructor(
    private readonly bus: Bus,
    private readonly ledger: JobsService,
  ) {}

  /** Begins to listen; the returned function ends it. */
  listen(listener: ChangeListener): () => void {
    const subscriptions = [
      ...[events.videoCreated, events.videoUpdated, events.videoDeleted].map(({ subject }) =>
        this.bus.subscribeCore(subject, (data) => {
          for (const { videoId } of told(data, VideoOf)) listener.video(videoId);
        }),
      ),
      ...listenedKinds.flatMap((kind) =>
        Object.values(entityEvents[kind]).map(({ subject }) =>
          this.bus.subscribeCore(subject, (data) => {
            for (const { id } of told(data, EntityOf)) listener.entity(kind, id);
          }),
        ),
      ),
      ...serviceNames.map((service) =>
        this.bus.subscribeCore(jobChangedEvent(service).subject, (data) => {
          for (const job of told(data, Job)) {
            listener.job(job);
            // A scan changes how many files a library has.
            if (job.kind === jobs.scan.kind && isFinal(job.state)) listener.libraries();
          }
        }),
      ),
      this.bus.subscribeCore('progress.*', (data) => {
        const progress = ProgressOf.safeParse(data);
        if (progress.success) this.progressed.add(progress.data.id);
      }),
      this.bus.subscribeCore(events.libraryChanged.subject, () => listener.libraries()),
      // Not through subscribeCore, which drops what is no JSON: just that may be why it is dead.
      this.bus.nats.subscribe('dead.>', { callback: () => listener.deadLetters() }),
    ];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      this.progressed.clear();
    };
  }

  /** Calls back when this process was cut off from the broker for a while, and so may have missed changes. */
  onGap(listener: () => void): void {
    this.bus.onReconnect(listener);
  }

  /** The jobs that went on since the last call. */
  async takeProgressed(): Promise<Job[]> {
    const ids = [...this.progressed];
    this.progressed.clear();
    return ids.length === 0 ? [] : this.ledger.find(ids);
  }
}
