import { Injectable } from '@nestjs/common';
import type { VideoStep } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';

export interface CountedState {
  kind: VideoStep['kind'];
  state: 'ready' | 'none' | 'failed';
  videos: number;
  /** Room in the store; null where it is not known. */
  bytes: number | null;
}

@Injectable()
export class ArtifactsRepository {
  constructor(private readonly database: Database) {}

  /** Files of videos, for work on their content: those of ranges are the files that they are of. */
  async filesOf(videoIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM video_file WHERE video_id = ANY ($1::uuid[]) AND state <> 'missing'
       UNION SELECT f.id FROM video v JOIN video_file f ON f.id = v.part_file_id WHERE v.id = ANY ($1::uuid[]) AND f.state <> 'missing'`,
      [videoIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of a library's videos, in parts: the next behind one. */
  async videosOf(libraryId: string, behind: string | null, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM video WHERE library_ids @> ARRAY[$1::uuid] AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [libraryId, behind, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The file that a video shows, null where there is no such video, and how many videos there are. */
  async shown(videoId: string): Promise<{ fileId: string | null; videos: number }> {
    const [row] = await this.database.query<{ fileId: string | null; videos: number }>(
      `SELECT (SELECT primary_file_id FROM video WHERE id = $1) AS "fileId", (SELECT count(*)::int FROM video WHERE listed) AS videos`,
      [videoId],
    );
    return row ?? { fileId: null, videos: 0 };
  }

  /** Of the files that videos show, in what state their artifacts are. What is not named is missing. */
  async coverage(): Promise<{ total: number; counts: CountedState[] }> {
    const [all] = await this.database.query<
      Record<'total' | 'pictures' | 'unreadable' | 'faces' | 'hashed' | 'hashless' | 'cut' | 'cutless', number>
    >(
      `SELECT count(*)::int AS total, count(v.cover_key)::int AS pictures, count(*) FILTER (WHERE v.state = 'failed')::int AS unreadable,
         count(v.faces)::int AS faces, count(f.phash)::int AS hashed,
         count(*) FILTER (WHERE f.analysed AND jsonb_typeof(f.look -> 'cuts') = 'array')::int AS cut,
         count(*) FILTER (WHERE f.analysed AND jsonb_typeof(f.look -> 'cuts') = 'null')::int AS cutless,
         count(*) FILTER (WHERE f.phash IS NULL AND f.phash_bytes = f.bytes AND f.phash_modified_at = f.modified_at)::int AS hashless
       FROM video v LEFT JOIN video_file f ON f.id = v.primary_file_id WHERE v.listed`,
    );
    const steps = await this.database.query<CountedState>(
      `SELECT step.kind, step.state, count(*)::int AS videos,
         coalesce(sum((SELECT sum((object ->> 'bytes')::bigint) FROM jsonb_array_elements(step.objects) AS object)), 0)::float AS bytes
       FROM video v JOIN video_file f ON f.id = v.primary_file_id
       JOIN file_step step ON step.file_id = f.id AND step.bytes = f.bytes AND step.modified_at = f.modified_at
       WHERE v.listed GROUP BY step.kind, step.state`,
    );
    if (all === undefined) return { total: 0, counts: steps };
    const counted = (kind: CountedState['kind'], state: CountedState['state'], videos: number): CountedState => ({
      kind,
      state,
      videos,
      bytes: null,
    });
    return {
      total: all.total,
      counts: [
        ...steps,
        counted('pictures', 'ready', all.pictures),
        counted('pictures', 'failed', all.unreadable),
        counted('cuts', 'ready', all.cut),
        // Frames too far apart to tell.
        counted('cuts', 'none', all.cutless),
        counted('cuts', 'failed', all.unreadable),
        counted('fingerprint', 'ready', all.hashed),
        counted('fingerprint', 'failed', all.hashless),
        counted('faces', 'ready', all.faces),
      ],
    };
  }
}
