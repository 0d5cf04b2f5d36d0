import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, rpcs, type EventMessage, type FaceBox, type PayloadOf, type RpcInput } from '@reelm/contracts';
import { OnEvent, OnRpc, type EventContext } from '@reelm/service-kit';
import { DetectionService } from './detection.service.js';

@Controller()
export class DetectionController {
  constructor(private readonly service: DetectionService) {}

  @OnEvent(events.fileAnalyzed)
  async filesAnalyzed(
    @Payload() analyzed: EventMessage<PayloadOf<typeof events.fileAnalyzed>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    await this.service.filesAnalyzed(tx, analyzed);
  }

  @OnEvent(events.libraryChanged)
  async librariesChanged(
    @Payload() changes: EventMessage<PayloadOf<typeof events.libraryChanged>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const purged = changes.filter(({ payload }) => payload.state === 'purged').map(({ payload }) => payload.libraryId);
    if (purged.length > 0) await this.service.forgetLibraries(tx, purged);
  }

  @OnRpc(rpcs.facesOfFile)
  facesOfFile(@Payload() { fileId }: RpcInput<typeof rpcs.facesOfFile>): Promise<FaceBox[]> {
    return this.service.facesOf(fileId);
  }
}
