import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';
import type { Content } from '../files/content.js';
import { StreamDetails } from './stream-details.js';

/** Where the picture of a file can be cut. */
export interface CutPlaces {
  /** Ascending, in seconds from the start of the file. */
  keyframes: readonly number[];
  endSeconds: number;
}

interface Row {
  details: unknown;
  keyframes: number[] | null;
  end_seconds: number | null;
}

/** What is known of files for playing them, kept with their rows. */
@Injectable()
export class StreamSourcesRepository {
  constructor(private readonly database: Database) {}

  /** What was found out about exactly this content. */
  async find({ fileId, bytes, modifiedAt }: Content): Promise<{ details: StreamDetails; cuts: CutPlaces | null } | null> {
    const [row] = await this.database.query<Row>(
      'SELECT details, keyframes, end_seconds FROM stream_source WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3)',
      [fileId, bytes, modifiedAt],
    );
    const details = StreamDetails.safeParse(row?.details);
    if (row === undefined || !details.success) return null;
    const { keyframes, end_seconds: endSeconds } = row;
    return { details: details.data, cuts: keyframes === null || endSeconds === null ? null : { keyframes, endSeconds } };
  }

  /** Keeps what was found out, unless the file is gone or has other content by now. */
  async store({ fileId, bytes, modifiedAt }: Content, details: StreamDetails, cuts: CutPlaces | null): Promise<void> {
    await this.database.query(
      `INSERT INTO stream_source (file_id, bytes, modified_at, details, keyframes, end_seconds)
       SELECT file_id, bytes, modified_at, $4, $5, $6 FROM media_file WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3)
       ON CONFLICT (file_id) DO UPDATE SET bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at, details = EXCLUDED.details,
         keyframes = EXCLUDED.keyframes, end_seconds = EXCLUDED.end_seconds`,
      [fileId, bytes, modifiedAt, JSON.stringify(details), cuts?.keyframes ?? null, cuts?.endSeconds ?? null],
    );
  }
}
