import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventMessage, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { FingerprintQueueService } from '../fingerprints/fingerprint-queue.service.js';
import { ExtraQueueService } from './extra-queue.service.js';

/** What is made of files once their analysis shows that they are films. */
@Controller()
export class ExtrasController {
  constructor(
    private readonly fingerprints: FingerprintQueueService,
    private readonly extras: ExtraQueueService,
  ) {}

  @OnEvent(events.fileAnalyzed)
  async filesAnalyzed(
    @Payload() analyzed: EventMessage<PayloadOf<typeof events.fileAnalyzed>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const fileIds = analyzed.map(({ payload }) => payload.fileId);
    await this.extras.filesAnalyzed(tx, fileIds);
    await this.fingerprints.filesAnalyzed(tx, fileIds);
  }
}
