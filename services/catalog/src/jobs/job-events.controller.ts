import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventMessage, type Job } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { LedgerService } from './ledger.service.js';

/** What each service tells of its jobs. */
@Controller()
export class JobEventsController {
  constructor(private readonly ledger: LedgerService) {}

  @OnEvent(events.ingestJobChanged)
  ingest(@Payload() batch: EventMessage<Job>[], @Ctx() { tx }: EventContext) {
    return this.ledger.record(tx, batch);
  }

  @OnEvent(events.transcodeJobChanged)
  transcode(@Payload() batch: EventMessage<Job>[], @Ctx() { tx }: EventContext) {
    return this.ledger.record(tx, batch);
  }

  @OnEvent(events.facesJobChanged)
  faces(@Payload() batch: EventMessage<Job>[], @Ctx() { tx }: EventContext) {
    return this.ledger.record(tx, batch);
  }

  @OnEvent(events.stashboxJobChanged)
  stashbox(@Payload() batch: EventMessage<Job>[], @Ctx() { tx }: EventContext) {
    return this.ledger.record(tx, batch);
  }

  @OnEvent(events.catalogJobChanged)
  catalog(@Payload() batch: EventMessage<Job>[], @Ctx() { tx }: EventContext) {
    return this.ledger.record(tx, batch);
  }
}
