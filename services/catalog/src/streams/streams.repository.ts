import { Injectable } from '@nestjs/common';
import type { FileRange } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';

export interface PlayedFile {
  fileId: string;
  /** The part of the file that is the video; null for all of it. */
  range: FileRange | null;
}

@Injectable()
export class StreamsRepository {
  constructor(private readonly database: Database) {}

  /** A file of the video; without `fileId`, the one that is shown. */
  async find(videoId: string, fileId: string | null): Promise<PlayedFile | undefined> {
    const [row] = await this.database.query<{ fileId: string; startSeconds: number | null; endSeconds: number | null }>(
      `SELECT f.id AS "fileId", v.part_start AS "startSeconds", v.part_end AS "endSeconds"
       FROM video v JOIN video_file f ON f.id = coalesce($2::uuid, v.primary_file_id) AND (f.video_id = v.id OR f.id = v.part_file_id)
       WHERE v.id = $1`,
      [videoId, fileId],
    );
    if (row === undefined) return undefined;
    const { startSeconds, endSeconds } = row;
    return { fileId: row.fileId, range: startSeconds === null || endSeconds === null ? null : { startSeconds, endSeconds } };
  }
}
