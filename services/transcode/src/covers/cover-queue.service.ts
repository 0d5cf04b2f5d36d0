import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { jobs, type PayloadOf, type events } from '@reelm/contracts';
import { JobQueue, type Tx } from '@reelm/service-kit';
import { CoversRepository } from './covers.repository.js';
import { betterPortrait } from './portraits.js';

/** Asks for a cover with a face where there are faces and the cover shows none. */
@Injectable()
export class CoverQueueService {
  constructor(
    private readonly covers: CoversRepository,
    private readonly queue: JobQueue,
  ) {}

  async facesDetected(tx: Tx, detections: readonly PayloadOf<typeof events.facesDetected>[]): Promise<void> {
    for (const { portraits, ...content } of detections) if (portraits !== undefined) await this.covers.note(tx, content, portraits);
    await this.ask(
      tx,
      detections.map(({ fileId }) => fileId),
    );
  }

  /** Asks for some analysed files. */
  async ask(tx: Tx, fileIds: readonly string[]): Promise<void> {
    const files = await this.covers.lookedAt(tx, fileIds);
    const items = files.flatMap(({ fileId, libraryId, path, bytes, modifiedAt, portraits, coverSeconds }) => {
      const portrait = betterPortrait(portraits, coverSeconds);
      const payload = portrait && { fileId, bytes, modifiedAt, seconds: portrait.seconds };
      return payload === null ? [] : [{ payload, label: basename(path), fileId, libraryId }];
    });
    if (items.length > 0) await this.queue.enqueue(tx, jobs.cover, items);
  }
}
