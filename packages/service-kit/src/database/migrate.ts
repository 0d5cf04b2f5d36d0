import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A schema that does not fit this program; the message says what to do. */
export class SchemaError extends Error {
  override name = 'SchemaError';
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, folder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const kitMigrations = new URL('../../migrations/', import.meta.url);

/**
 * Brings one schema up to date from a folder in Prisma's layout, under an advisory lock, each migration in a transaction of its own.
 * The bookkeeping is Prisma's `_prisma_migrations` table, so `prisma migrate deploy` works on the same database.
 * @throws SchemaError when the database is newer than this program, or an applied migration was edited.
 */
export async function migrate(options: {
  clientConfig: pg.ClientConfig;
  schema: string;
  folder: URL;
}): Promise<{ applied: string[]; total: number }> {
  const client = new pg.Client(options.clientConfig);
  // A session that breaks between two statements fails the next one; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 42))', [`reelm-migrate-${options.schema}`]);
    await ensureSchema(client, options.schema);
    // The kit's own tables have a ledger of their own: Prisma must not find strangers in its table.
    const kit = await applyFolder(client, options.schema, kitMigrations, '_kit_migrations');
    const own = await applyFolder(client, options.schema, options.folder, '_prisma_migrations');
    return { applied: [...kit, ...own], total: (await readMigrations(options.folder)).length };
  } finally {
    await client.end();
  }
}

async function ensureSchema(client: pg.Client, schema: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (found.rowCount === 0) await client.query(`CREATE SCHEMA ${pg.escapeIdentifier(schema)}`);
}

async function applyFolder(client: pg.Client, schema: string, folder: URL, ledgerName: string): Promise<string[]> {
  const ledger = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(ledgerName)}`;
  await client.query(`CREATE TABLE IF NOT EXISTS ${ledger} (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  const migrations = await readMigrations(folder);
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM ${ledger} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (migration === undefined) {
      throw new SchemaError(
        `The database schema ${schema} was made by a newer version of Reelm (it has ${row.migration_name}). Install that version, or restore a backup from before the update.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new SchemaError(
        `The migration ${row.migration_name} in ${fileURLToPath(folder)} was edited after it was applied to schema ${schema}. Put the original file back.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.migration_name));
  const applied: string[] = [];
  for (const migration of migrations.filter((candidate) => !done.has(candidate.name))) {
    await client.query('BEGIN');
    try {
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO ${ledger} (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw new SchemaError(
        `Migration ${migration.name} of schema ${schema} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    applied.push(migration.name);
  }
  return applied;
}
