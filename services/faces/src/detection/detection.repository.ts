import { Injectable } from '@nestjs/common';
import { SheetLayout, type FaceBox, type FailureReason } from '@reelm/contracts';
import { newId, type Tx } from '@reelm/service-kit';
import { z } from 'zod';
import type { FrameFace } from '../detector/detector.js';
import { FacesPrisma } from '../prisma.js';

/** How far the search for faces is with a file; see the schema. */
type DetectionState = 'none' | 'waiting' | 'queued';

/** What an analysis told of a file. */
export interface AnalyzedFile {
  fileId: string;
  libraryId: string | null;
  name: string | null;
  bytes: number;
  modifiedAt: string;
  frames: { key: string; layout: SheetLayout } | null;
  state: DetectionState;
  /** Version of the event that told it. */
  version: number;
}

const FileRow = z.object({
  file_id: z.string(),
  library_id: z.string().nullable(),
  name: z.string().nullable(),
  bytes: z.number(),
  modified_at: z.date(),
  frames_key: z.string(),
  layout: SheetLayout,
});

/** A file whose frames are to be looked at. */
export interface QueuedFile {
  fileId: string;
  libraryId: string | null;
  name: string | null;
  bytes: number;
  modifiedAt: string;
  framesKey: string;
  layout: SheetLayout;
}

function toQueuedFile(row: unknown): QueuedFile {
  const file = FileRow.parse(row);
  return {
    fileId: file.file_id,
    libraryId: file.library_id,
    name: file.name,
    bytes: file.bytes,
    modifiedAt: file.modified_at.toISOString(),
    framesKey: file.frames_key,
    layout: file.layout,
  };
}

const fileColumns = 'file_id, library_id, name, bytes, modified_at, frames_key, layout';

@Injectable()
export class DetectionRepository {
  constructor(private readonly prisma: FacesPrisma) {}

  /**
   * Notes analysed files (each at most once per call) unless something newer is known, and forgets faces of frames that are no longer theirs.
   * Frames that were looked at already stay so.
   * @returns the files whose frames are to be looked at now
   */
  async noteAnalyzed(tx: Tx, files: readonly AnalyzedFile[]): Promise<QueuedFile[]> {
    const rows = await tx.query<{ file_id: string; state: string }>(
      `INSERT INTO face_file AS known (file_id, library_id, name, bytes, modified_at, frames_key, layout, state, version)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[], $7::jsonb[], $8::text[], $9::bigint[])
       ON CONFLICT (file_id) DO UPDATE SET
         library_id = coalesce(EXCLUDED.library_id, known.library_id), name = coalesce(EXCLUDED.name, known.name),
         bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at, frames_key = EXCLUDED.frames_key, layout = EXCLUDED.layout,
         version = EXCLUDED.version, problem = NULL,
         state = CASE
           WHEN known.state = 'detected' AND (known.frames_key, known.bytes, known.modified_at) = (EXCLUDED.frames_key, EXCLUDED.bytes, EXCLUDED.modified_at) THEN known.state
           ELSE EXCLUDED.state END
       WHERE known.version < EXCLUDED.version
       RETURNING ${fileColumns}, state`,
      [
        files.map((file) => file.fileId),
        files.map((file) => file.libraryId),
        files.map((file) => file.name),
        files.map((file) => file.bytes),
        files.map((file) => file.modifiedAt),
        files.map((file) => file.frames?.key ?? null),
        files.map((file) => (file.frames === null ? null : JSON.stringify(file.frames.layout))),
        files.map((file) => file.state),
        files.map((file) => file.version),
      ],
    );
    const outdated = rows.filter((row) => row.state !== 'detected').map((row) => row.file_id);
    await tx.query('DELETE FROM face WHERE file_id = ANY($1::uuid[])', [outdated]);
    return rows.filter((row) => row.state === 'queued').map(toQueuedFile);
  }

  /** Takes up to `limit` files that waited for models and marks them queued; replicas get different ones. */
  async takeWaiting(tx: Tx, limit: number): Promise<QueuedFile[]> {
    const rows = await tx.query(
      `UPDATE face_file SET state = 'queued' WHERE file_id IN (
         SELECT file_id FROM face_file WHERE state = 'waiting' ORDER BY file_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${fileColumns}`,
      [limit],
    );
    return rows.map(toQueuedFile);
  }

  /**
   * Replaces the faces of a file by what was found on these frames.
   * @returns the content that the frames are of; null when the file has other frames by now, or is gone, and nothing was stored
   */
  async storeFaces(
    tx: Tx,
    found: { fileId: string; framesKey: string; model: string; faces: readonly FrameFace[] },
  ): Promise<{ bytes: number; modifiedAt: string } | null> {
    const { fileId, framesKey, model, faces } = found;
    const [file] = await tx.query<{ bytes: number; modified_at: Date }>(
      `UPDATE face_file SET state = 'detected', model = $3, problem = NULL, detected_at = now() WHERE file_id = $1 AND frames_key = $2 RETURNING bytes, modified_at`,
      [fileId, framesKey, model],
    );
    if (file === undefined) return null;
    await tx.query('DELETE FROM face WHERE file_id = $1', [fileId]);
    await tx.query(
      `INSERT INTO face (id, file_id, time_seconds, x, y, width, height, score, landmarks)
       SELECT id, $1, time_seconds, x, y, width, height, score, landmarks
       FROM unnest($2::uuid[], $3::float8[], $4::real[], $5::real[], $6::real[], $7::real[], $8::real[], $9::jsonb[])
         AS found (id, time_seconds, x, y, width, height, score, landmarks)`,
      [
        fileId,
        faces.map(() => newId()),
        faces.map((face) => face.timeSeconds),
        faces.map((face) => face.x),
        faces.map((face) => face.y),
        faces.map((face) => face.width),
        faces.map((face) => face.height),
        faces.map((face) => face.score),
        faces.map((face) => JSON.stringify(face.landmarks)),
      ],
    );
    return { bytes: file.bytes, modifiedAt: file.modified_at.toISOString() };
  }

  /** Notes why frames could not be looked at. `waiting` files are tried again when models are there. */
  async noteFailure(
    tx: Tx,
    failure: { fileId: string; framesKey: string; state: 'failed' | 'waiting'; problem: FailureReason },
  ): Promise<void> {
    await tx.query('UPDATE face_file SET state = $3, problem = $4 WHERE file_id = $1 AND frames_key = $2', [
      failure.fileId,
      failure.framesKey,
      failure.state,
      JSON.stringify(failure.problem),
    ]);
  }

  /** Forgets all files of these libraries and their faces. */
  async forgetLibraries(tx: Tx, libraryIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM face_file WHERE library_id = ANY($1::uuid[])', [libraryIds]);
  }

  /** Faces of a file by time, best first within a frame. */
  async facesOf(fileId: string): Promise<FaceBox[]> {
    return this.prisma.face.findMany({
      where: { fileId },
      orderBy: [{ timeSeconds: 'asc' }, { score: 'desc' }],
      select: { timeSeconds: true, x: true, y: true, width: true, height: true, score: true },
    });
  }
}
