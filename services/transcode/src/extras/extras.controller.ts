import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventMessage, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { CoverQueueService } from '../covers/cover-queue.service.js';
import { FingerprintQueueService } from '../fingerprints/fingerprint-queue.service.js';
import { ExtraQueueService } from './extra-queue.service.js';

/** What is made of files once their analysis shows that they are films. */
@Controller()
export class ExtrasController {
  constructor(
    private readonly fingerprints: FingerprintQueueService,
    private readonly extras: ExtraQueueService,
    private readonly covers: CoverQueueService,
  ) {}

  @OnEvent(events.fileAnalyzed)
  async filesAnalyzed(
    @Payload() analyzed: EventMessage<PayloadOf<typeof events.fileAnalyzed>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const fileIds = analyzed.map(({ payload }) => payload.fileId);
    await this.extras.filesAnalyzed(tx, fileIds);
    await this.fingerprints.filesAnalyzed(tx, fileIds);
    await this.covers.ask(tx, fileIds);
  }

  @OnEvent(events.facesDetected)
  async facesDetected(
    @Payload() detected: EventMessage<PayloadOf<typeof events.facesDetected>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const inOrder = detected.toSorted((a, b) => a.version - b.version).map(({ payload }) => payload);
    await this.covers.facesDetected(tx, inOrder);
  }
}
