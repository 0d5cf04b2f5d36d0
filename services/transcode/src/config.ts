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
});
export type TranscodeConfig = z.infer<typeof TranscodeConfig>;
