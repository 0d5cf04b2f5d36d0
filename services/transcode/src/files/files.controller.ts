import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, type EventMessage, type FileState, type PayloadOf } from '@reelm/contracts';
import { OnEvent, type EventContext } from '@reelm/service-kit';
import { FilesService } from './files.service.js';

type Files = EventMessage<FileState>[];

/** What ingest tells of libraries and files. Each event carries the whole state, so all are handled alike. */
@Controller()
export class FilesController {
  constructor(private readonly service: FilesService) {}

  @OnEvent(events.libraryChanged)
  async librariesChanged(
    @Payload() changes: EventMessage<PayloadOf<typeof events.libraryChanged>>[],
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    await this.service.applyLibraries(tx, changes);
  }

  @OnEvent(events.fileAdded)
  async added(@Payload() files: Files, @Ctx() { tx }: EventContext): Promise<void> {
    await this.service.applyFiles(tx, files);
  }

  @OnEvent(events.fileChanged)
  async changed(@Payload() files: Files, @Ctx() { tx }: EventContext): Promise<void> {
    await this.service.applyFiles(tx, files);
  }

  @OnEvent(events.fileMoved)
  async moved(@Payload() files: Files, @Ctx() { tx }: EventContext): Promise<void> {
    await this.service.applyFiles(tx, files);
  }

  @OnEvent(events.fileMissing)
  async missing(@Payload() files: Files, @Ctx() { tx }: EventContext): Promise<void> {
    await this.service.applyFiles(tx, files);
  }

  @OnEvent(events.fileRestored)
  async restored(@Payload() files: Files, @Ctx() { tx }: EventContext): Promise<void> {
    await this.service.applyFiles(tx, files);
  }
}
