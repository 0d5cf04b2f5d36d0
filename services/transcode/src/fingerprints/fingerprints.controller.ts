import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventMessage, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { FingerprintQueueService } from './fingerprint-queue.service.js';

@Controller()
export class FingerprintsController {
  constructor(private readonly queue: FingerprintQueueService) {}

  @OnEvent(events.fileAnalyzed)
  async filesAnalyzed(
    @Payload() analyzed: EventMessage<PayloadOf<typeof events.fileAnalyzed>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    await this.queue.filesAnalyzed(
      tx,
      analyzed.map(({ payload }) => payload.fileId),
    );
  }
}
