import { baseConfig } from '@reelm/service-kit';
import { z } from 'zod';

export const TranscodeConfig = baseConfig.extend({
  REELM_TRANSCODE_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('How many files are analysed at once; each keeps about one core busy. As many as there are cores when not set'),
  REELM_STREAM_SCRATCH_MB: z.coerce
    .number()
    .int()
    .min(64)
    .max(1_000_000)
    .default(2_048)
    .describe('Most disk space for pieces of streams, in MiB; those that were not asked for the longest go first'),
});
export type TranscodeConfig = z.infer<typeof TranscodeConfig>;
