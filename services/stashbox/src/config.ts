import { baseConfig } from '@reelm/service-kit';
import { z } from 'zod';

export const StashBoxConfig = baseConfig.extend({
  REELM_SECRET_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Secret of at least 32 characters that encrypts stored API keys; without it a key file secret.key is made in the data folder',
    ),
});
export type StashBoxConfig = z.infer<typeof StashBoxConfig>;
