import { Injectable } from '@nestjs/common';
import type { Job, JobState, JobWithChildren } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import type { JobLedger } from '../generated/prisma/client.js';
import { jsonRows } from '../database/json-rows.js';

type Children = NonNullable<JobWithChildren['children']>;

export interface JobFilter {
  state?: JobState | undefined;
  kind?: string | undefined;
  parentId?: string | undefined;
}
export interface ProgressUpdate {
  id: string;
  attempt: number;
  progress: object | null;
}

/** The ledger: what all services told of their jobs. */
@Injectable()
export class LedgerRepository {
  constructor(
    private readonly database: Database,
    private readonly prisma: CatalogPrisma,
  ) {}

  /** Writes the state of many jobs; what is older than what is known is dropped. */
  async apply(tx: Tx, jobs: readonly { version: number; payload: Job }[]): Promise<void> {
    await tx.query(
      `INSERT INTO job_ledger AS j (id, kind, service, label, parent_id, file_id, library_id, state, priority, attempt, progress, error,
         queued_at, started_at, finished_at, version)
       SELECT i.id, i.kind, i.service, i.label, i."parentId", i."fileId", i."libraryId", i.state, i.priority, i.attempt, nullif(i.progress, 'null'),
         nullif(i.error, 'null'), i."queuedAt", i."startedAt", i."finishedAt", i.version
       FROM json_to_recordset($1::json) AS i (id uuid, kind text, service text, label text, "parentId" uuid, "fileId" uuid, "libraryId" uuid,
         state text, priority text, attempt integer, progress jsonb, error jsonb, "queuedAt" timestamptz, "startedAt" timestamptz,
         "finishedAt" timestamptz, version bigint)
       ON CONFLICT (id) DO UPDATE SET
         label = EXCLUDED.label, parent_id = EXCLUDED.parent_id, file_id = EXCLUDED.file_id, library_id = EXCLUDED.library_id,
         state = EXCLUDED.state, priority = EXCLUDED.priority, attempt = EXCLUDED.attempt, progress = EXCLUDED.progress, error = EXCLUDED.error,
         queued_at = EXCLUDED.queued_at, started_at = EXCLUDED.started_at, finished_at = EXCLUDED.finished_at, version = EXCLUDED.version
       WHERE j.version < EXCLUDED.version`,
      [jsonRows(jobs.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  /** Stores the last known progress of attempts that still run. */
  async saveProgress(updates: readonly ProgressUpdate[]): Promise<void> {
    await this.database.query(
      `UPDATE job_ledger j SET progress = i.progress
       FROM json_to_recordset($1::json) AS i (id uuid, attempt integer, progress jsonb)
       WHERE j.id = i.id AND j.attempt = i.attempt AND j.state = 'running'`,
      [jsonRows(updates)],
    );
  }

  /** Newest first, older than `before`. */
  list({ state, kind, parentId }: JobFilter, before: string | undefined, limit: number): Promise<JobLedger[]> {
    return this.prisma.jobLedger.findMany({
      where: {
        ...(state === undefined ? {} : { state }),
        ...(kind === undefined ? {} : { kind }),
        ...(parentId === undefined ? {} : { parentId }),
        ...(before === undefined ? {} : { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  findMany(ids: readonly string[]): Promise<JobLedger[]> {
    return this.prisma.jobLedger.findMany({ where: { id: { in: [...ids] } } });
  }

  /** How many jobs each of these caused, by state; jobs without any are left out. */
  async children(parentIds: readonly string[]): Promise<Map<string, Children>> {
    const groups = await this.prisma.jobLedger.groupBy({
      by: ['parentId', 'state'],
      where: { parentId: { in: [...parentIds] } },
      _count: true,
    });
    const counts = new Map<string, Children>();
    for (const { parentId, state, _count } of groups) {
      if (parentId === null) continue;
      const none = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };
      counts.set(parentId, { ...(counts.get(parentId) ?? none), [state]: _count });
    }
    return counts;
  }

  /** A job and all jobs below it that have children themselves, from the top down. */
  async parentsBelow(id: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH RECURSIVE parent AS (
         SELECT $1::uuid AS id
         UNION
         SELECT child.id FROM parent JOIN job_ledger child ON child.parent_id = parent.id
         WHERE EXISTS (SELECT 1 FROM job_ledger grandchild WHERE grandchild.parent_id = child.id)
       )
       SELECT id FROM parent`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Forgets what ended before `days` ago, a piece at a time. */
  async prune(days: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM job_ledger WHERE id IN (
         SELECT id FROM job_ledger WHERE finished_at < now() - make_interval(days => $1) AND state NOT IN ('queued', 'running') LIMIT 10000
       ) RETURNING 1`,
      [days],
    );
    return rows.length;
  }
}
