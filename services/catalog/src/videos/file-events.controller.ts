import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventDefinition, type EventMessage, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { ProjectionService } from './projection.service.js';

type Batch<D extends EventDefinition> = EventMessage<PayloadOf<D>>[];

/** What other services tell of files and libraries. */
@Controller()
export class FileEventsController {
  constructor(private readonly projection: ProjectionService) {}

  @OnEvent(events.libraryChanged)
  libraryChanged(@Payload() batch: Batch<typeof events.libraryChanged>, @Ctx() { tx }: EventContext) {
    return this.projection.libraries(tx, batch);
  }

  @OnEvent(events.fileAdded)
  fileAdded(@Payload() batch: Batch<typeof events.fileAdded>, @Ctx() { tx }: EventContext) {
    return this.projection.fileStates(tx, batch);
  }

  @OnEvent(events.fileChanged)
  fileChanged(@Payload() batch: Batch<typeof events.fileChanged>, @Ctx() { tx }: EventContext) {
    return this.projection.fileStates(tx, batch);
  }

  @OnEvent(events.fileMoved)
  fileMoved(@Payload() batch: Batch<typeof events.fileMoved>, @Ctx() { tx }: EventContext) {
    return this.projection.fileStates(tx, batch);
  }

  @OnEvent(events.fileMissing)
  fileMissing(@Payload() batch: Batch<typeof events.fileMissing>, @Ctx() { tx }: EventContext) {
    return this.projection.fileStates(tx, batch);
  }

  @OnEvent(events.fileRestored)
  fileRestored(@Payload() batch: Batch<typeof events.fileRestored>, @Ctx() { tx }: EventContext) {
    return this.projection.fileStates(tx, batch);
  }

  @OnEvent(events.fileIdentified)
  fileIdentified(@Payload() batch: Batch<typeof events.fileIdentified>, @Ctx() { tx }: EventContext) {
    return this.projection.identities(tx, batch);
  }

  @OnEvent(events.fileAnalyzed)
  fileAnalyzed(@Payload() batch: Batch<typeof events.fileAnalyzed>, @Ctx() { tx }: EventContext) {
    return this.projection.analysed(tx, batch);
  }

  @OnEvent(events.fileRejected)
  fileRejected(@Payload() batch: Batch<typeof events.fileRejected>, @Ctx() { tx }: EventContext) {
    return this.projection.rejected(tx, batch);
  }

  @OnEvent(events.fileFingerprinted)
  fileFingerprinted(@Payload() batch: Batch<typeof events.fileFingerprinted>, @Ctx() { tx }: EventContext) {
    return this.projection.fingerprinted(tx, batch);
  }

  @OnEvent(events.fileMade)
  fileMade(@Payload() batch: Batch<typeof events.fileMade>, @Ctx() { tx }: EventContext) {
    return this.projection.made(tx, batch);
  }

  @OnEvent(events.facesDetected)
  facesDetected(@Payload() batch: Batch<typeof events.facesDetected>, @Ctx() { tx }: EventContext) {
    return this.projection.facesDetected(tx, batch);
  }
}
