import { Injectable } from '@nestjs/common';
import type { Role } from '@reelm/contracts';
import { AppError, Database, newId, type Tx } from '@reelm/service-kit';
import { CatalogPrisma } from '../database/catalog-prisma.js';

export interface UserRow {
  id: string;
  username: string;
  role: Role;
  disabled: boolean;
  createdAt: Date;
  lastSeenAt: Date | null;
  contentLimit: string | null;
}

export interface NewUser {
  username: string;
  passwordHash: string;
  role: Role;
  contentLimit?: string | null;
}

export interface UserChange {
  role?: Role | undefined;
  disabled?: boolean | undefined;
  passwordHash?: string | undefined;
  /** Undefined leaves it, null takes it away. */
  contentLimit?: string | null | undefined;
}

/** The form in which names are compared: `Anna`, `anna` and the full-width `ａnna` are one person. */
export const usernameKey = (username: string): string => username.trim().normalize('NFKC').toLowerCase();

const columns = 'id, username, role, disabled, created_at AS "createdAt", last_seen_at AS "lastSeenAt", content_limit AS "contentLimit"';

/** Users and the rule that an active administrator always remains. */
@Injectable()
export class UsersRepository {
  constructor(
    private readonly database: Database,
    private readonly prisma: CatalogPrisma,
  ) {}

  list(): Promise<UserRow[]> {
    return this.database.query<UserRow>(`SELECT ${columns} FROM user_account ORDER BY username_key`);
  }

  async exist(): Promise<boolean> {
    return (await this.prisma.user.count({ take: 1 })) > 0;
  }

  async find(id: string): Promise<UserRow | undefined> {
    const [user] = await this.database.query<UserRow>(`SELECT ${columns} FROM user_account WHERE id = $1`, [id]);
    return user;
  }

  async findByName(username: string): Promise<(UserRow & { passwordHash: string }) | undefined> {
    const [user] = await this.database.query<UserRow & { passwordHash: string }>(
      `SELECT ${columns}, password_hash AS "passwordHash" FROM user_account WHERE username_key = $1`,
      [usernameKey(username)],
    );
    return user;
  }

  async passwordHash(id: string): Promise<string | undefined> {
    const user = await this.prisma.user.findUnique({ where: { id }, select: { passwordHash: true } });
    return user?.passwordHash;
  }

  /** @throws AppError `user.name_taken` */
  async insert(tx: Tx, user: NewUser): Promise<UserRow> {
    const [row] = await tx.query<UserRow>(
      `INSERT INTO user_account (id, username, username_key, password_hash, role, content_limit) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (username_key) DO NOTHING RETURNING ${columns}`,
      [newId(), user.username, usernameKey(user.username), user.passwordHash, user.role, user.contentLimit ?? null],
    );
    if (!row) throw new AppError('user.name_taken', { username: user.username });
    return row;
  }

  create(user: NewUser): Promise<UserRow> {
    return this.insert(this.database, user);
  }

  /**
   * Changes a user. A new password or a disabled account ends the user's sessions, but for the one in `keepSession`.
   * @throws AppError `user.not_found`, `user.last_admin`
   */
  update(id: string, change: UserChange, keepSession: Buffer | null): Promise<UserRow> {
    return this.database.transaction(async (tx) => {
      const [row] = await this.withAdmins(tx, () =>
        tx.query<UserRow>(
          `UPDATE user_account SET role = coalesce($2, role), disabled = coalesce($3, disabled), password_hash = coalesce($4, password_hash),
             content_limit = CASE WHEN $5 THEN $6 ELSE content_limit END
           WHERE id = $1 RETURNING ${columns}`,
          [
            id,
            change.role ?? null,
            change.disabled ?? null,
            change.passwordHash ?? null,
            change.contentLimit !== undefined,
            change.contentLimit ?? null,
          ],
        ),
      );
      if (!row) throw new AppError('user.not_found');
      if (change.passwordHash !== undefined || change.disabled === true) {
        await tx.query('DELETE FROM session WHERE user_id = $1 AND ($2::bytea IS NULL OR id_hash <> $2)', [id, keepSession]);
      }
      return row;
    });
  }

  /** Removes a user with sessions and keys. @throws AppError `user.not_found`, `user.last_admin` */
  remove(id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const removed = await this.withAdmins(tx, () => tx.query('DELETE FROM user_account WHERE id = $1 RETURNING id', [id]));
      if (removed.length === 0) throw new AppError('user.not_found');
    });
  }

  /** Runs a change and refuses it when it leaves no active administrator; the row locks make such changes wait for one another. */
  private async withAdmins<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
    const activeAdmins = "FROM user_account WHERE role = 'admin' AND NOT disabled";
    const before = await tx.query(`SELECT id ${activeAdmins} ORDER BY id FOR UPDATE`);
    const result = await change();
    const after = await tx.query(`SELECT 1 ${activeAdmins} LIMIT 1`);
    if (before.length > 0 && after.length === 0) throw new AppError('user.last_admin');
    return result;
  }
}
