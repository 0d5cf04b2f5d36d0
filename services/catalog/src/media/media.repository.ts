import { Injectable } from '@nestjs/common';
import { Database } from '@reelm/service-kit';

export interface FilePlace {
  path: string;
  /** Folder of the library; null when the library is removed or not known yet. */
  root: string | null;
}

export interface ArtifactRow {
  coverKey: string | null;
  coverVersion: string | null;
  spriteKey: string | null;
  spriteVersion: string | null;
  vttKey: string | null;
  vttVersion: string | null;
}

@Injectable()
export class MediaRepository {
  constructor(private readonly database: Database) {}

  /** Where a file of the video lies; without `fileId`, the one that is played. */
  async place(videoId: string, fileId: string | null): Promise<FilePlace | undefined> {
    const [row] = await this.database.query<FilePlace>(
      `SELECT f.path, CASE WHEN l.state = 'active' THEN l.path END AS root
       FROM video v JOIN video_file f ON f.id = coalesce($2::uuid, v.primary_file_id) AND (f.video_id = v.id OR f.id = v.part_file_id)
       LEFT JOIN library l ON l.id = f.library_id WHERE v.id = $1`,
      [videoId, fileId],
    );
    return row;
  }

  async artifacts(videoId: string): Promise<ArtifactRow | undefined> {
    const [row] = await this.database.query<ArtifactRow>(
      `SELECT cover_key AS "coverKey", cover_version AS "coverVersion", sprite_key AS "spriteKey", sprite_version AS "spriteVersion",
         vtt_key AS "vttKey", vtt_version AS "vttVersion" FROM video WHERE id = $1`,
      [videoId],
    );
    return row;
  }
}
