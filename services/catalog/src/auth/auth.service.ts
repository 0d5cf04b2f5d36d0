import { Inject, Injectable } from '@nestjs/common';
import type { User } from '@reelm/contracts';
import { AppError, SERVICE_CONFIG } from '@reelm/service-kit';
import type { Request } from 'express';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import type { CatalogConfig } from '../config.js';
import { UsersRepository, usernameKey } from '../users/users.repository.js';
import { toUser } from '../users/users.service.js';
import type { Actor } from './actor.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { addressBlock, clientAddress } from './client-address.js';
import { verifyPassword } from './passwords.js';
import { hashSecret, newSecret } from './secrets.js';
import { readCookie, sessionCookie } from './session-cookie.js';
import { SessionsRepository } from './sessions.repository.js';

/** Who asks: found out for every request, and made at signing in. */
@Injectable()
export class AuthService {
  readonly cookie: ReturnType<typeof sessionCookie>;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly keys: ApiKeysService,
    private readonly limiter: AttemptLimiter,
    @Inject(SERVICE_CONFIG) private readonly config: CatalogConfig,
  ) {
    this.cookie = sessionCookie(config.REELM_PUBLIC_URL?.startsWith('https:') ?? false);
  }

  /**
   * The actor of a request, or undefined when it names none.
   * @param takesLinks whether a media token in the address counts @throws AppError `auth.key_invalid` for a bearer token or a media token that is not usable
   */
  async authenticate(request: Request, takesLinks = false): Promise<Actor | undefined> {
    const key = bearerToken(request);
    if (key !== undefined) return this.keys.authenticate(key);
    const token = takesLinks ? linkToken(request) : undefined;
    if (token !== undefined) return this.keys.authenticateLink(token);
    const idHash = this.sessionHash(request);
    const session = idHash && (await this.sessions.use(idHash));
    return session && { ...session, via: { kind: 'session', idHash } };
  }

  /**
   * @returns the user and the secret of a new session; a session that the request already had ends.
   * @throws AppError `auth.failed` (also for unknown and disabled users, after the same time), `request.rate_limited`, `setup.required`
   */
  async signIn(request: Request, username: string, password: string): Promise<{ user: User; secret: string }> {
    const account = `account:${usernameKey(username)}`;
    const address = this.beginAttempt(request, account);
    const user = await this.users.findByName(username);
    const right = await verifyPassword(user?.passwordHash, password);
    if (!user || !right || user.disabled) throw new AppError((await this.users.exist()) ? 'auth.failed' : 'setup.required');
    this.limiter.forget(account);
    this.limiter.takeBack(address);
    return { user: toUser(user), secret: await this.startSession(request, user.id) };
  }

  /**
   * Counts a try of the request's address, and of `account` where one is given.
   * @returns the address's key, to take the try back when it succeeds. @throws AppError `request.rate_limited`
   */
  beginAttempt(request: Request, account?: string): string {
    const peer = request.socket.remoteAddress ?? 'unknown';
    const address = `address:${addressBlock(clientAddress(peer, request.get('x-forwarded-for'), this.config.REELM_TRUSTED_PROXIES))}`;
    const waitMs = account === undefined ? this.limiter.begin(address) : this.limiter.begin(account, address);
    if (waitMs > 0) throw new AppError('request.rate_limited', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    return address;
  }

  takeBackAttempt(address: string): void {
    this.limiter.takeBack(address);
  }

  /** A new session for the user; the one that the request carries ends, so that nobody can plant a session id beforehand. */
  async startSession(request: Request, userId: string): Promise<string> {
    const previous = this.sessionHash(request);
    if (previous) await this.sessions.remove(previous);
    const secret = newSecret();
    await this.sessions.create(hashSecret(secret), userId);
    return secret;
  }

  async signOut(actor: Actor, everywhere: boolean): Promise<void> {
    if (everywhere) await this.sessions.removeAll(actor.userId);
    else if (actor.via.kind === 'session') await this.sessions.remove(actor.via.idHash);
  }

  private sessionHash(request: Request): Buffer<ArrayBuffer> | undefined {
    const secret = readCookie(request.get('cookie'), this.cookie.name);
    return secret === undefined ? undefined : hashSecret(secret);
  }
}

/** The media token of an address. */
export const linkToken = ({ query }: Request): string | undefined => (typeof query['token'] === 'string' ? query['token'] : undefined);

/** The token of an `Authorization: Bearer` header. */
export const bearerToken = (request: Request): string | undefined => /^Bearer\s+(\S+)\s*$/i.exec(request.get('authorization') ?? '')?.[1];
