import { Injectable } from '@nestjs/common';
import type { TimeRange } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';

/** A range of the video that was edited, or of another. */
export interface SourcePiece extends TimeRange {
  videoId: string | null;
}

/** What a video that an edit makes is to take over. Times are those of the source. */
export interface ExpectedResult {
  videoId: string;
  sourceVideoId: string;
  title: string | null;
  pieces: readonly SourcePiece[];
  /** It is the same film as a whole, in another form. */
  sameContent: boolean;
}

/** The file that is to be edited. */
export interface EditedFile {
  fileId: string;
  libraryId: string;
  title: string | null;
  /** Where the video is a range of it. */
  partStart: number | null;
  partEnd: number | null;
}

/** The table `file_edit_result`, and what is to be known of the videos that are edited. */
@Injectable()
export class FileEditsRepository {
  /** A file of a video: the one that is shown where none is named. */
  async file(tx: Tx, videoId: string, fileId: string | null): Promise<EditedFile | undefined> {
    const [row] = await tx.query<EditedFile>(
      `SELECT f.id AS "fileId", f.library_id AS "libraryId", v.title, v.part_start AS "partStart", v.part_end AS "partEnd"
       FROM video v JOIN video_file f ON f.id = coalesce($2::uuid, v.primary_file_id) AND (f.video_id = v.id OR f.id = v.part_file_id)
       WHERE v.id = $1`,
      [videoId, fileId],
    );
    return row;
  }

  async expect(tx: Tx, results: readonly ExpectedResult[]): Promise<void> {
    // Edits that failed leave theirs behind.
    await tx.query(`DELETE FROM file_edit_result WHERE created_at < now() - interval '30 days'`);
    await tx.query(
      `INSERT INTO file_edit_result (video_id, source_video_id, title, pieces, same_content)
       SELECT "videoId", "sourceVideoId", title, pieces, "sameContent"
       FROM json_to_recordset($1::json) AS i ("videoId" uuid, "sourceVideoId" uuid, title text, pieces jsonb, "sameContent" boolean)`,
      [JSON.stringify(results)],
    );
  }

  async forget(tx: Tx, videoIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM file_edit_result WHERE video_id = ANY ($1::uuid[])', [videoIds]);
  }

  /** Takes what is expected of some videos; where a source was merged, that which it went into. */
  take(tx: Tx, videoIds: readonly string[]): Promise<ExpectedResult[]> {
    return tx.query<ExpectedResult>(
      `DELETE FROM file_edit_result r WHERE r.video_id = ANY ($1::uuid[])
       RETURNING r.video_id AS "videoId", coalesce((SELECT now_id FROM former_id WHERE former_id.id = r.source_video_id), r.source_video_id) AS "sourceVideoId",
         r.title, r.pieces, r.same_content AS "sameContent"`,
      [videoIds],
    );
  }

  async markersOf(tx: Tx, videoId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM marker WHERE video_id = $1 ORDER BY start_seconds, id', [videoId]);
    return rows.map(({ id }) => id);
  }
}
