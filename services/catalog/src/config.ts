import { Password, Username } from '@reelm/contracts';
import { baseConfig } from '@reelm/service-kit';
import { z } from 'zod';

export const CatalogConfig = baseConfig
  .extend({
    REELM_WEB_URL: z
      .url({ protocol: /^http$/ })
      .default('http://127.0.0.1:3100')
      .describe('Address of the web server behind the front door'),
    REELM_TRANSCODE_URL: z
      .url({ protocol: /^http$/ })
      .default('http://127.0.0.1:3102')
      .describe('Address of the transcode service, which makes streams'),
    REELM_PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Address at which people open Reelm; cookies are Secure when it is https'),
    REELM_TRUSTED_PROXIES: z.coerce
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('How many reverse proxies in front may name the client in X-Forwarded-For'),
    REELM_ADMIN_USER: Username.optional().describe('Name of the administrator made at the first start'),
    REELM_ADMIN_PASSWORD: Password.optional().describe('Password of that administrator, 8 characters or more'),
    REELM_SETUP_TOKEN_FILE: z.string().optional().describe('File that gets the one-time set-up token; it goes to the log when not set'),
  })
  .refine((config) => (config.REELM_ADMIN_USER === undefined) === (config.REELM_ADMIN_PASSWORD === undefined), {
    path: ['REELM_ADMIN_PASSWORD'],
    message: 'set both REELM_ADMIN_USER and REELM_ADMIN_PASSWORD or neither',
  });
export type CatalogConfig = z.infer<typeof CatalogConfig>;
