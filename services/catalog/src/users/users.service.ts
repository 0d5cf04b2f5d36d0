import { Injectable } from '@nestjs/common';
import type { Role, User } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { sessionHashOf, type Actor } from '../auth/actor.js';
import { hashPassword, verifyPassword } from '../auth/passwords.js';
import { UsersRepository, type UserRow } from './users.repository.js';

export const toUser = (row: UserRow): User => ({
  id: row.id,
  username: row.username,
  role: row.role,
  disabled: row.disabled,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
});

export interface UserPatch {
  role?: Role | undefined;
  disabled?: boolean | undefined;
  password?: string | undefined;
}

@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  async list(): Promise<User[]> {
    return (await this.users.list()).map(toUser);
  }

  /** @throws AppError `user.not_found` */
  async get(id: string): Promise<User> {
    const row = await this.users.find(id);
    if (!row) throw new AppError('user.not_found');
    return toUser(row);
  }

  /** @throws AppError `user.name_taken` */
  async create(user: { username: string; password: string; role: Role }): Promise<User> {
    const passwordHash = await hashPassword(user.password);
    return toUser(await this.users.create({ username: user.username, passwordHash, role: user.role }));
  }

  /** @throws AppError `user.not_found`, `user.last_admin` */
  async update(id: string, { password, ...patch }: UserPatch, actor: Actor): Promise<User> {
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return toUser(await this.users.update(id, { ...patch, passwordHash }, sessionHashOf(actor)));
  }

  /** @throws AppError `user.not_found`, `user.last_admin` */
  remove(id: string): Promise<void> {
    return this.users.remove(id);
  }

  /** @throws AppError `user.password_wrong` */
  async changeOwnPassword(actor: Actor, currentPassword: string, newPassword: string): Promise<void> {
    const right = await verifyPassword(await this.users.passwordHash(actor.userId), currentPassword);
    if (!right) throw new AppError('user.password_wrong');
    await this.users.update(actor.userId, { passwordHash: await hashPassword(newPassword) }, sessionHashOf(actor));
  }

  /** Sets a password and enables the account; all sessions end. For the command line. @throws AppError `user.not_found` */
  async resetPassword(username: string, newPassword: string): Promise<void> {
    const user = await this.users.findByName(username);
    if (!user) throw new AppError('user.not_found');
    await this.users.update(user.id, { passwordHash: await hashPassword(newPassword), disabled: false }, null);
  }
}
