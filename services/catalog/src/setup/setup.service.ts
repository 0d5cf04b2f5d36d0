import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { User } from '@reelm/contracts';
import { AppError, Log, SERVICE_CONFIG } from '@reelm/service-kit';
import { hashPassword } from '../auth/passwords.js';
import { hashSecret, isSecret, newSecret } from '../auth/secrets.js';
import type { CatalogConfig } from '../config.js';
import { UsersRepository } from '../users/users.repository.js';
import { toUser } from '../users/users.service.js';
import { SetupRepository } from './setup.repository.js';

/** The first administrator: made from the configuration, or by whoever holds the token that the server gave out. */
@Injectable()
export class SetupService implements OnModuleInit {
  private done = false;

  constructor(
    private readonly repository: SetupRepository,
    private readonly users: UsersRepository,
    private readonly log: Log,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!(await this.required())) return this.forgetToken();
    const { REELM_ADMIN_USER: username, REELM_ADMIN_PASSWORD: password } = this.config;
    if (username === undefined || password === undefined) return this.giveOutToken();
    await this.users.create({ username, passwordHash: await hashPassword(password), role: 'admin' });
    await this.forgetToken();
    this.log.info({ username }, 'made the administrator that the configuration names');
  }

  /** Whether nobody can sign in yet. */
  async required(): Promise<boolean> {
    // Once there is a user there always is one: the last administrator cannot be removed.
    this.done ||= await this.users.exist();
    return !this.done;
  }

  /** @throws AppError `setup.done`, `setup.token_invalid` */
  async createAdmin(token: string, username: string, password: string): Promise<User> {
    if (!(await this.required())) throw new AppError('setup.done');
    const admin = await this.repository.createAdmin(hashSecret(token), { username, passwordHash: await hashPassword(password) });
    await this.forgetToken();
    return toUser(admin);
  }

  private async giveOutToken(): Promise<void> {
    const file = this.config.REELM_SETUP_TOKEN_FILE;
    const known = file === undefined ? undefined : await this.repository.readTokenFile(file);
    // Somebody may have read the file already: the token stays valid over restarts, until it is used.
    const token = isSecret(known) ? known : newSecret();
    await this.repository.putTokenHash(hashSecret(token));
    if (file === undefined) return this.log.info({}, `open Reelm in a browser and set it up with this one-time token: ${token}`);
    await this.repository.writeTokenFile(file, token);
    this.log.info({ file }, 'wrote the one-time set-up token');
  }

  private async forgetToken(): Promise<void> {
    await this.repository.removeTokenHash();
    if (this.config.REELM_SETUP_TOKEN_FILE !== undefined) await this.repository.removeTokenFile(this.config.REELM_SETUP_TOKEN_FILE);
  }
}
