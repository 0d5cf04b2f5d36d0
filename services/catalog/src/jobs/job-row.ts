import { Job } from '@reelm/contracts';
import type { JobLedger } from '../generated/prisma/client.js';

/** A row of the ledger in the shape of the contract. */
export const toJob = (row: JobLedger): Job =>
  Job.parse({
    ...row,
    queuedAt: row.queuedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
