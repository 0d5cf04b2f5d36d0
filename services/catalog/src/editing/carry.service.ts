import { Injectable } from '@nestjs/common';
import type { Video } from '@reelm/contracts';
import { newId, type Tx } from '@reelm/service-kit';
import { EntityEvents } from '../entities/entity-events.js';
import { EntityRepository } from '../entities/entity.repository.js';
import { kinds, type Row } from '../entities/kinds.js';
import { carriedChapters, carriedMoment } from './carried.js';
import { FileEditsRepository, type ExpectedResult } from './file-edits.repository.js';

/** What is particular to a film as a whole. */
const ofTheWhole = ['externalIds', 'code'];

/** Gives new videos that an edit of a file made what is known of the video that was edited. */
@Injectable()
export class CarryService {
  constructor(
    private readonly edits: FileEditsRepository,
    private readonly entities: EntityRepository,
    private readonly events: EntityEvents,
  ) {}

  /** @param videoIds new videos. @returns those that were given something, which are to be derived again */
  async take(tx: Tx, videoIds: readonly string[]): Promise<string[]> {
    if (videoIds.length === 0) return [];
    const expected = await this.edits.take(tx, videoIds);
    for (const result of expected) await this.carry(tx, result);
    return expected.map(({ videoId }) => videoId);
  }

  private async carry(tx: Tx, { videoId, sourceVideoId, title, pieces, sameContent }: ExpectedResult): Promise<void> {
    const [source] = await this.entities.read(tx, kinds.video, [sourceVideoId]);
    // What was known of it is gone with it.
    if (source === undefined) return;
    const chapters = source.values['chapters'] as Video['chapters'];
    const values: Row = { ...source.values, title, chapters: carriedChapters(chapters, pieces) };
    const left = ['counter', ...(sameContent ? [] : ofTheWhole)];
    const fields = Object.keys(kinds.video.fields).filter((name) => !left.includes(name));
    await this.entities.write(tx, kinds.video, fields, [{ id: videoId, values }]);
    for (const marker of await this.entities.read(tx, kinds.marker, await this.edits.markersOf(tx, sourceVideoId))) {
      const { startSeconds, endSeconds } = marker.values as { startSeconds: number; endSeconds: number | null };
      const moment = carriedMoment({ startSeconds, endSeconds }, pieces);
      if (moment === null) continue;
      const id = newId();
      await this.entities.insert(tx, kinds.marker, id, { ...marker.values, ...moment, videoId });
      await this.events.created(tx, 'marker', id);
    }
  }
}
