import { readFile, rm, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { AppError, Database } from '@reelm/service-kit';
import { UsersRepository, type UserRow } from '../users/users.repository.js';

const setting = 'setup.token';

/** Where the one-time set-up token is kept: its hash in the database, the token itself at most in a file for the owner's eyes. */
@Injectable()
export class SetupRepository {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  /** Makes this the one valid token. */
  async putTokenHash(hash: Buffer): Promise<void> {
    await this.database.query(
      `INSERT INTO setting (name, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()`,
      [setting, hash.toString('hex')],
    );
  }

  /**
   * Makes the first administrator and uses the token up. The token's row makes two simultaneous tries wait for one another.
   * @throws AppError `setup.token_invalid`, `setup.done`
   */
  createAdmin(tokenHash: Buffer, admin: { username: string; passwordHash: string }): Promise<UserRow> {
    return this.database.transaction(async (tx) => {
      const taken = await tx.query('DELETE FROM setting WHERE name = $1 AND value = to_jsonb($2::text) RETURNING name', [
        setting,
        tokenHash.toString('hex'),
      ]);
      const anybody = await tx.query('SELECT 1 FROM user_account LIMIT 1');
      if (anybody.length > 0) throw new AppError('setup.done');
      if (taken.length === 0) throw new AppError('setup.token_invalid');
      return this.users.insert(tx, { ...admin, role: 'admin' });
    });
  }

  async removeTokenHash(): Promise<void> {
    await this.database.query('DELETE FROM setting WHERE name = $1', [setting]);
  }

  /** What an earlier start wrote there. */
  async readTokenFile(path: string): Promise<string | undefined> {
    return readFile(path, 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    );
  }

  /** Readable by the server's own user alone. */
  async writeTokenFile(path: string, token: string): Promise<void> {
    await rm(path, { force: true });
    await writeFile(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
  }

  async removeTokenFile(path: string): Promise<void> {
    await rm(path, { force: true });
  }
}
