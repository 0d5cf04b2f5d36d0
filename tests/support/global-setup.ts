import { databaseExtensions, startBackingServices, startS3Server, type S3Server } from '@reelm/local';
import pg from 'pg';
import { temporaryFolder } from '@reelm/testing';

/** Copied for each test file; nobody may be connected to it meanwhile, hence not `reelm` itself. */
async function makeTemplate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE DATABASE reelm_template');
  await client.end();
  const url = new URL(databaseUrl);
  url.pathname = '/reelm_template';
  const template = new pg.Client({ connectionString: url.href });
  await template.connect();
  await template.query(databaseExtensions.map((name) => `CREATE EXTENSION ${name}`).join('; '));
  await template.end();
}

/** An S3 server that the user names comes first; otherwise a MinIO where one is installed. */
async function startStorage(folder: string): Promise<S3Server | undefined> {
  if (process.env['REELM_TEST_S3_ENDPOINT']) return undefined;
  const server = await startS3Server(folder);
  if (server === undefined) return undefined;
  process.env['REELM_TEST_S3_ENDPOINT'] = server.endpoint;
  process.env['REELM_TEST_S3_ACCESS_KEY'] = server.accessKey;
  process.env['REELM_TEST_S3_SECRET_KEY'] = server.secretKey;
  return server;
}

/**
 * Starts one PostgreSQL and one NATS for a whole run of medium tests; `@reelm/testing` reads the addresses.
 * @returns what to do when the run is over
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const services = await startBackingServices(`${folder.path}/data`);
  await makeTemplate(services.databaseUrl);
  const storage = await startStorage(folder.path);
  process.env['REELM_TEST_DATABASE_URL'] = services.databaseUrl;
  process.env['REELM_TEST_NATS_URL'] = services.nats.url;
  process.env['REELM_TEST_NATS_USER'] = services.nats.user;
  process.env['REELM_TEST_NATS_PASSWORD'] = services.nats.password;
  return async () => {
    await Promise.all([services.stop(), storage?.process.stop()]);
    await folder.remove();
  };
}
