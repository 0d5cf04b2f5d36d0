import { Injectable } from '@nestjs/common';
import type { ExtraKind, MadeObject, SceneCut, SheetLayout, SubtitleTrack } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import type { Marked } from '../markers/clip.js';

export interface FilePlace {
  path: string;
  /** Folder of the library; null when the library is removed or not known yet. */
  root: string | null;
  /** Whether the video is a range of the file only. */
  isPart: boolean;
}

export interface ArtifactRow {
  coverKey: string | null;
  coverVersion: string | null;
  spriteKey: string | null;
  spriteVersion: string | null;
  vttKey: string | null;
  vttVersion: string | null;
  spriteLayout: SheetLayout | null;
  fileId: string;
  partStart: number | null;
  duration: number | null;
}

/** What a job of its own made of the file that is shown. */
export interface MadeRow {
  objects: MadeObject[] | null;
  tracks: SubtitleTrack[] | null;
  duration: number | null;
  /** Of the file, of which the video may be a range. */
  fileDuration: number | null;
  partStart: number | null;
  fileId: string;
  /** Of the preview that a range of a file has. */
  previewVersion: string | null;
}

@Injectable()
export class MediaRepository {
  constructor(private readonly database: Database) {}

  /** Where a file of the video lies; without `fileId`, the one that is played. */
  async place(videoId: string, fileId: string | null): Promise<FilePlace | undefined> {
    const [row] = await this.database.query<FilePlace>(
      `SELECT f.path, CASE WHEN l.state = 'active' THEN l.path END AS root, v.part_start IS NOT NULL AS "isPart"
       FROM video v JOIN video_file f ON f.id = coalesce($2::uuid, v.primary_file_id) AND (f.video_id = v.id OR f.id = v.part_file_id)
       LEFT JOIN library l ON l.id = f.library_id WHERE v.id = $1`,
      [videoId, fileId],
    );
    return row;
  }

  async artifacts(videoId: string): Promise<ArtifactRow | undefined> {
    const [row] = await this.database.query<ArtifactRow>(
      `SELECT cover_key AS "coverKey", cover_version AS "coverVersion", sprite_key AS "spriteKey", sprite_version AS "spriteVersion",
         vtt_key AS "vttKey", vtt_version AS "vttVersion", sprite_layout AS "spriteLayout",
         primary_file_id AS "fileId", part_start AS "partStart", duration FROM video WHERE id = $1`,
      [videoId],
    );
    return row;
  }

  async made(videoId: string, kind: ExtraKind): Promise<MadeRow | undefined> {
    const [row] = await this.database.query<MadeRow>(
      `SELECT step.objects, step.tracks, v.duration, (f.media ->> 'durationSeconds')::double precision AS "fileDuration", v.part_start AS "partStart",
         v.primary_file_id AS "fileId", v.made ->> 'preview' AS "previewVersion"
       FROM video v LEFT JOIN video_file f ON f.id = v.primary_file_id
       LEFT JOIN file_step step ON step.file_id = f.id AND step.kind = $2 AND step.state = 'ready' AND step.bytes = f.bytes AND step.modified_at = f.modified_at
       WHERE v.id = $1`,
      [videoId, kind],
    );
    return row;
  }

  /** What a preview of a marker is made of. */
  async marked(markerId: string): Promise<(Marked & { fileId: string }) | undefined> {
    const [row] = await this.database.query<Marked & { fileId: string }>(
      `SELECT m.start_seconds AS start, m.end_seconds AS end, v.duration, v.part_start AS "partStart", v.sprite_version AS "spriteVersion",
         v.primary_file_id AS "fileId" FROM marker m JOIN video v ON v.id = m.video_id WHERE m.id = $1`,
      [markerId],
    );
    return row;
  }

  /** Cuts of the file that is shown; null where nobody looked, or could tell. */
  async cuts(videoId: string): Promise<SceneCut[] | null> {
    const [row] = await this.database.query<{ cuts: SceneCut[] | null }>(
      `SELECT CASE WHEN f.analysed THEN f.look -> 'cuts' END AS cuts FROM video v JOIN video_file f ON f.id = v.primary_file_id WHERE v.id = $1`,
      [videoId],
    );
    return row?.cuts ?? null;
  }

  /** Seconds watched of each part by all users; null where nobody watched. */
  async watched(videoId: string): Promise<number[] | null> {
    const [row] = await this.database.query<{ watched: number[] | null }>(
      `SELECT array_agg(part.seconds ORDER BY part.place) AS watched FROM (
         SELECT place, sum(seconds) AS seconds FROM activity CROSS JOIN LATERAL unnest(watched) WITH ORDINALITY AS one (seconds, place)
         WHERE video_id = $1 GROUP BY place) AS part`,
      [videoId],
    );
    return row?.watched ?? null;
  }
}
