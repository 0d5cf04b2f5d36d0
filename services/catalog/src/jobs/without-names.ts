import type { Job } from '@reelm/contracts';

/**
 * A job as users with a content limit see it: which files it works on, and what failed with them, may lie past the limit. How far it is stays,
 * and so does stopping it.
 */
export const withoutNames = <J extends Job>(job: J): J => ({
  ...job,
  label: '',
  fileId: null,
  progress: job.progress && { done: job.progress.done, total: job.progress.total, unit: job.progress.unit },
  error: job.error && { code: job.error.code, message: 'Ask an administrator what it says.' },
});
