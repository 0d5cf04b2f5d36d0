import { z } from 'zod';

/** A bad or missing environment variable; the message names it and says what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const port = z.coerce.number().int().min(0).max(65_535);

/** What every service reads. A service extends it with its own variables. */
export const baseConfig = z.object({
  REELM_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL address with the role of this service'),
  REELM_NATS_URL: z.string().default('nats://127.0.0.1:4222').describe('NATS address; several are separated by commas'),
  REELM_NATS_USER: z.string().optional().describe('NATS user of this service'),
  REELM_NATS_PASSWORD: z.string().optional().describe('Password of the NATS user'),
  REELM_HTTP_HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  REELM_HTTP_PORT: port.default(0).describe('Port to listen on; 0 takes a free one'),
  REELM_DATA_DIR: z.string().default('./data').describe('Folder for what the service itself keeps on disk'),
  REELM_STORAGE: z.enum(['file', 's3']).default('file').describe('Where artifacts are kept'),
  REELM_STORAGE_DIR: z.string().optional().describe('Folder of the file object store; below the data folder when not set'),
  REELM_S3_ENDPOINT: z.url().optional().describe('Address of the S3 server, for example http://minio:9000'),
  REELM_S3_REGION: z.string().default('us-east-1').describe('Region of the bucket'),
  REELM_S3_BUCKET: z.string().default('reelm').describe('Bucket for artifacts; made when missing'),
  REELM_S3_ACCESS_KEY: z.string().optional().describe('S3 access key'),
  REELM_S3_SECRET_KEY: z.string().optional().describe('S3 secret key'),
  REELM_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe level that is logged'),
  REELM_OTLP_URL: z
    .url()
    .optional()
    .describe('OpenTelemetry collector (OTLP over HTTP), for example http://collector:4318; nothing is sent when not set'),
  REELM_EVENT_RETENTION_DAYS: z.coerce
    .number()
    .min(1)
    .max(30)
    .default(3)
    .describe('How long published events are kept so that a lost broker can be refilled'),
  REELM_FAIL_AT: z.string().optional().describe('For fault tests only: the named point at which the process kills itself'),
});
export type BaseConfig = z.infer<typeof baseConfig>;

/** Nest injection token of the parsed configuration. */
export const SERVICE_CONFIG = Symbol('SERVICE_CONFIG');

/**
 * Parses the environment. An empty string counts as unset.
 * @throws ConfigError naming each bad variable, what it should be, and never its value (it may be a secret).
 */
export function loadConfig<S extends z.ZodObject>(schema: S, env: Record<string, string | undefined> = process.env): z.infer<S> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const field = schema.shape[name] as z.ZodType | undefined;
    const meaning = field?.meta()?.description;
    return `${name}: ${issue.message}${meaning ? ` (${meaning})` : ''}`;
  });
  throw new ConfigError(`The configuration is not valid.\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
