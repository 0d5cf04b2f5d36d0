import { Injectable } from '@nestjs/common';
import type { ManagedUser, Role } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { sessionHashOf, type Actor } from '../auth/actor.js';
import { hashPassword, verifyPassword } from '../auth/passwords.js';
import { readQuery } from '../search/read.js';
import { UsersRepository, type UserRow } from './users.repository.js';

export const toUser = (row: UserRow): ManagedUser => ({
  id: row.id,
  username: row.username,
  role: row.role,
  disabled: row.disabled,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  contentLimit: row.contentLimit,
});

export interface UserPatch {
  role?: Role | undefined;
  disabled?: boolean | undefined;
  password?: string | undefined;
  contentLimit?: string | null | undefined;
}

@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  async list(): Promise<ManagedUser[]> {
    return (await this.users.list()).map(toUser);
  }

  /** @throws AppError `user.not_found` */
  async get(id: string): Promise<ManagedUser> {
    const row = await this.users.find(id);
    if (!row) throw new AppError('user.not_found');
    return toUser(row);
  }

  /** @throws AppError `user.name_taken`, `query.invalid` for a content limit that cannot be read */
  async create({
    password,
    ...user
  }: {
    username: string;
    password: string;
    role: Role;
    contentLimit?: string | null;
  }): Promise<ManagedUser> {
    if (user.contentLimit != null) readQuery(user.contentLimit, 'video');
    return toUser(await this.users.create({ ...user, passwordHash: await hashPassword(password) }));
  }

  /** @throws AppError `user.not_found`, `user.last_admin`, `query.invalid` for a content limit that cannot be read */
  async update(id: string, { password, ...patch }: UserPatch, actor: Actor): Promise<ManagedUser> {
    if (patch.contentLimit != null) readQuery(patch.contentLimit, 'video');
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
