import { baseConfig } from '@reelm/service-kit';
import { z } from 'zod';

/** What the ingest service reads from the environment. */
export const IngestConfig = baseConfig.extend({
  REELM_LIBRARIES: z.string().optional().describe('Folders, separated by colons, that are added as libraries at the first start'),
  REELM_POLL_MINUTES: z.coerce
    .number()
    .min(0.01)
    .max(1_440)
    .default(10)
    .describe('How often a library is looked through where changes cannot be watched'),
  REELM_SETTLE_SECONDS: z.coerce
    .number()
    .min(0)
    .max(600)
    .default(5)
    .describe('A file that changed less than this long ago may still be growing and waits'),
});
export type IngestConfig = z.infer<typeof IngestConfig>;
