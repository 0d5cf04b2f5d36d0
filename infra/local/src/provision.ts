import { randomBytes } from 'node:crypto';
import { serviceNames } from '@reelm/contracts';
import { z } from 'zod';
import { natsOperator, writeWhole } from './data-directory.js';
import { natsConfiguration } from './nats.js';
import { provision } from './postgres.js';

// What runs once before the services where others run PostgreSQL and NATS (Docker Compose, Kubernetes): roles, schemas, broker accounts.

const password = z.string().min(16);
const Settings = z.object({
  REELM_POSTGRES_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REELM_NATS_CONFIG_FILE: z.string(),
  REELM_CATALOG_PASSWORD: password,
  REELM_INGEST_PASSWORD: password,
  REELM_TRANSCODE_PASSWORD: password,
  REELM_FACES_PASSWORD: password,
  REELM_STASHBOX_PASSWORD: password,
});

const settings = Settings.safeParse(process.env);
if (!settings.success) {
  process.stderr.write(`The settings are not complete:\n${z.prettifyError(settings.error)}\n`);
  process.exit(78);
}
const { REELM_POSTGRES_URL, REELM_NATS_CONFIG_FILE, ...rest } = settings.data;
const passwords = Object.fromEntries(serviceNames.map((name) => [name, rest[`REELM_${name.toUpperCase()}_PASSWORD` as keyof typeof rest]]));

const urlOf = (database: string) => {
  const url = new URL(REELM_POSTGRES_URL);
  url.pathname = `/${database}`;
  return url.href;
};
await provision(urlOf, passwords);
// Nobody needs the account that may do everything here; a fresh secret locks it.
const accounts = { ...passwords, [natsOperator]: randomBytes(24).toString('hex') };
writeWhole(REELM_NATS_CONFIG_FILE, { ...natsConfiguration('0.0.0.0:4222', '/data', accounts), http: '127.0.0.1:8222' });
process.stdout.write('database and broker accounts are ready\n');
