import { Injectable } from '@nestjs/common';
import { Artifact, ArtifactKind, Look, MediaInfo, type FailureReason } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { ObsoleteObjectsRepository } from '../artifacts/obsolete-objects.repository.js';
import type { Content } from '../files/content.js';
import { TranscodePrisma } from '../prisma.js';

export interface Analysis {
  media: MediaInfo;
  artifacts: Artifact[];
  look: Look;
}

/** Other rows of artifacts belong to what jobs of their own made. */
const kinds: ReadonlySet<string> = new Set(ArtifactKind.options);

const StoredLayout = Artifact.shape.layout.unwrap().nullable();

@Injectable()
export class AnalysisRepository {
  constructor(
    private readonly prisma: TranscodePrisma,
    private readonly obsolete: ObsoleteObjectsRepository,
  ) {}

  /** What was made of exactly this content before; null unless it is complete. */
  async find(content: Content): Promise<Analysis | null> {
    const file = await this.prisma.mediaFile.findUnique({ where: { fileId: content.fileId }, include: { artifacts: true } });
    const media = MediaInfo.safeParse(file?.media);
    const look = Look.safeParse(file?.look);
    if (file === null || !media.success || !look.success) return null;
    const artifacts = file.artifacts
      .filter(
        (row) =>
          kinds.has(row.kind) &&
          Number(row.sourceBytes) === content.bytes &&
          row.sourceModifiedAt.getTime() === Date.parse(content.modifiedAt),
      )
      .map((row): Artifact => {
        const layout = StoredLayout.parse(row.layout);
        const { kind, key, version, contentType } = row;
        return {
          kind: ArtifactKind.parse(kind),
          key,
          version,
          contentType,
          bytes: Number(row.bytes),
          ...(layout === null ? {} : { layout }),
        };
      });
    return artifacts.length === ArtifactKind.options.length ? { media: media.data, artifacts, look: look.data } : null;
  }

  /**
   * Stores what was made of a content; what it replaces is noted for removal.
   * @returns false, with the new objects left for removal, when the file has other content by now
   * @throws AppError `storage.not_found`, retryable, when that took so long that the new objects were swept away
   */
  async store(tx: Tx, content: Content, { media, artifacts, look }: Analysis): Promise<boolean> {
    const keys = artifacts.map((artifact) => artifact.key);
    if (!(await this.update(tx, content, { state: 'analyzed', media, look, problem: null }))) {
      await this.obsolete.giveUp(tx, keys);
      return false;
    }
    await this.obsolete.take(tx, keys);
    await this.noteReplaced(tx, content.fileId, keys, [...kinds]);
    await tx.query(
      `INSERT INTO artifact (file_id, kind, key, version, content_type, bytes, layout, source_bytes, source_modified_at)
       SELECT $1, kind, key, version, content_type, bytes, layout, $8, $9
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[]) AS made (kind, key, version, content_type, bytes, layout)
       ON CONFLICT (file_id, kind) DO UPDATE SET key = EXCLUDED.key, version = EXCLUDED.version, content_type = EXCLUDED.content_type,
         bytes = EXCLUDED.bytes, layout = EXCLUDED.layout, source_bytes = EXCLUDED.source_bytes, source_modified_at = EXCLUDED.source_modified_at`,
      [
        content.fileId,
        artifacts.map((artifact) => artifact.kind),
        keys,
        artifacts.map((artifact) => artifact.version),
        artifacts.map((artifact) => artifact.contentType),
        artifacts.map((artifact) => artifact.bytes),
        artifacts.map((artifact) => (artifact.layout === undefined ? null : JSON.stringify(artifact.layout))),
        content.bytes,
        content.modifiedAt,
      ],
    );
    return true;
  }

  /** Stores why a content gives no pictures; those of earlier content go. @returns false when the file has other content by now */
  async reject(tx: Tx, content: Content, problem: FailureReason, media: MediaInfo | null): Promise<boolean> {
    if (!(await this.update(tx, content, { state: 'rejected', media, look: null, problem }))) return false;
    await this.noteReplaced(tx, content.fileId, [], null);
    await tx.query('DELETE FROM artifact WHERE file_id = $1', [content.fileId]);
    return true;
  }

  /** The content could not be looked at for a reason outside of it; it is asked for again when that may have changed. */
  async putBack(tx: Tx, content: Content, problem: FailureReason): Promise<void> {
    await tx.query(
      `UPDATE media_file SET state = 'waiting', problem = $4 WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3) AND state = 'queued'`,
      [content.fileId, content.bytes, content.modifiedAt, json(problem)],
    );
  }

  private async update(
    tx: Tx,
    content: Content,
    known: { state: 'analyzed' | 'rejected'; media: MediaInfo | null; look: Look | null; problem: FailureReason | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE media_file SET state = $4, media = $5, look = $6, problem = $7
       WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3) RETURNING file_id`,
      [content.fileId, content.bytes, content.modifiedAt, known.state, json(known.media), json(known.look), json(known.problem)],
    );
    return rows.length > 0;
  }

  private async noteReplaced(tx: Tx, fileId: string, kept: readonly string[], ofKinds: readonly string[] | null): Promise<void> {
    await tx.query(
      `INSERT INTO obsolete_object (key) SELECT key FROM artifact
       WHERE file_id = $1 AND key <> ALL($2) AND ($3::text[] IS NULL OR kind = ANY($3)) ON CONFLICT DO NOTHING`,
      [fileId, kept, ofKinds],
    );
  }
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
