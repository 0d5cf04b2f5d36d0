import { Injectable } from '@nestjs/common';
import type { TimeRange, Video } from '@reelm/contracts';
import { AppError, newId, type Tx } from '@reelm/service-kit';
import { EntityEvents } from '../entities/entity-events.js';
import { EntityRepository } from '../entities/entity.repository.js';
import { kinds, mergeRows, type Row } from '../entities/kinds.js';
import { carriedChapters, carriedMoment } from './carried.js';
import { FileEditsRepository, type ExpectedResult } from './file-edits.repository.js';

/** A range of the file of a video, in seconds of the file. */
export interface RangeOfVideo extends TimeRange {
  videoId: string;
  fileId: string;
  title: string | null;
}

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

  /** Gives a new video that shows a range of a file what is known of another one of that file. @throws AppError `entity.reference_missing` */
  async toRange(tx: Tx, id: string, { videoId: sourceVideoId, fileId, title, startSeconds, endSeconds }: RangeOfVideo): Promise<void> {
    const source = await this.edits.file(tx, sourceVideoId, fileId);
    if (source === undefined) throw new AppError('entity.reference_missing', { kind: 'video', ids: [sourceVideoId] });
    const offset = source.partStart ?? 0;
    const piece = { startSeconds: startSeconds - offset, endSeconds: endSeconds - offset, videoId: null };
    await this.carry(tx, { videoId: id, sourceVideoId, title, pieces: [piece], sameContent: false });
  }

  private async carry(tx: Tx, { videoId, sourceVideoId, title, pieces: told, sameContent }: ExpectedResult): Promise<void> {
    const pieces = told.map((piece) => ({ ...piece, videoId: piece.videoId ?? sourceVideoId }));
    const ids = [...new Set([sourceVideoId, ...pieces.map((piece) => piece.videoId)])];
    const rows = new Map<string, Row>();
    for (const { id, values } of await this.entities.read(tx, kinds.video, ids)) rows.set(id, values);
    const source = rows.get(sourceVideoId);
    // What was known of it is gone with it.
    if (source === undefined) return;
    const others = ids
      .slice(1)
      .map((id) => rows.get(id))
      .filter((row) => row !== undefined);
    const known = mergeRows(kinds.video, [source, ...others]);
    const sources = ids.filter((id) => rows.has(id));
    const chapters = sources
      .flatMap((id) => carriedChapters(rows.get(id)?.['chapters'] as Video['chapters'], piecesOf(id, pieces)))
      .toSorted((a, b) => a.startSeconds - b.startSeconds);
    const values: Row = { ...known, title, chapters };
    const left = ['counter', ...(sameContent ? [] : ofTheWhole)];
    const fields = Object.keys(kinds.video.fields).filter((name) => !left.includes(name));
    await this.entities.write(tx, kinds.video, fields, [{ id: videoId, values }]);
    for (const id of sources) await this.carryMarkers(tx, id, videoId, piecesOf(id, pieces));
  }

  private async carryMarkers(tx: Tx, from: string, videoId: string, pieces: readonly TimeRange[]): Promise<void> {
    for (const marker of await this.entities.read(tx, kinds.marker, await this.edits.markersOf(tx, from))) {
      const { startSeconds, endSeconds } = marker.values as { startSeconds: number; endSeconds: number | null };
      const moment = carriedMoment({ startSeconds, endSeconds }, pieces);
      if (moment === null) continue;
      const id = newId();
      await this.entities.insert(tx, kinds.marker, id, { ...marker.values, ...moment, videoId });
      await this.events.created(tx, 'marker', id);
    }
  }
}

/** The pieces as those of one video: what is of another takes its time, and holds nothing of this one. */
const piecesOf = (videoId: string, pieces: readonly (TimeRange & { videoId: string })[]): TimeRange[] =>
  pieces.map((piece) =>
    piece.videoId === videoId ? piece : { startSeconds: -1 - (piece.endSeconds - piece.startSeconds), endSeconds: -1 },
  );
