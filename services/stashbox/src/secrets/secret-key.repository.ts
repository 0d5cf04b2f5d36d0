import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@reelm/service-kit';

const KEY_BYTES = 32;
export const keyFileName = 'secret.key';

/**
 * The key that encrypts what the service keeps secret: derived from the configured secret, else from a key file in the data folder,
 * which is made at first use and readable by its owner alone. Whoever restores the database needs the same secret or file.
 */
export async function loadSecretKey(options: { secret: string | undefined; dataFolder: string }): Promise<Buffer> {
  const secret = options.secret ?? (await readOrCreateKeyFile(options.dataFolder));
  return Buffer.from(hkdfSync('sha256', secret, '', 'reelm stash-box api keys', KEY_BYTES));
}

async function readOrCreateKeyFile(folder: string): Promise<string> {
  const path = join(folder, keyFileName);
  const existing = await readIfThere(path);
  if (existing !== null) return existing;
  await createKeyFile(folder, path);
  const created = await readIfThere(path);
  if (created === null) throw new Error(`The key file ${path} vanished right after it was made`);
  return created;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    // A short secret is a damaged file: encrypting with it would make the damage permanent.
    if (Buffer.from(secret, 'base64url').length < KEY_BYTES) {
      throw new ConfigError(
        `The key file ${path} is damaged. Restore it from a backup, or remove it and enter the API keys of all stash-boxes again.`,
      );
    }
    return secret;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** Written beside and linked into place, so that two processes that start together agree on one complete file. */
async function createKeyFile(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
