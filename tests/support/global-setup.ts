import { databaseExtensions, startBackingServices } from '@reelm/local';
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

/**
 * Starts one PostgreSQL and one NATS for a whole run of medium tests; `@reelm/testing` reads the addresses.
 * @returns what to do when the run is over
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const services = await startBackingServices(`${folder.path}/data`);
  await makeTemplate(services.databaseUrl);
  process.env['REELM_TEST_DATABASE_URL'] = services.databaseUrl;
  process.env['REELM_TEST_NATS_URL'] = services.nats.url;
  process.env['REELM_TEST_NATS_USER'] = services.nats.user;
  process.env['REELM_TEST_NATS_PASSWORD'] = services.nats.password;
  return async () => {
    await services.stop();
    await folder.remove();
  };
}
