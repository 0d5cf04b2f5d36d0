import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EndpointDefinition } from '@reelm/contracts';
import { AppError, Log } from '@reelm/service-kit';
import type { AuthenticatedRequest } from '../auth/actor.js';
import { IdempotencyRepository, type KeyedRequest } from './idempotency.repository.js';

/** Seconds after which the first request with a key has probably been answered. */
const retryAfterSeconds = 1;

/** The header of a POST that the contract lets be repeated. @throws AppError `request.key_refused`, `request.invalid` */
export const idempotencyKey = (definition: EndpointDefinition, sent: string | undefined): string | undefined => {
  if (definition.method !== 'POST' || sent === undefined) return undefined;
  if (definition.secret) throw new AppError('request.key_refused');
  if (/^[\x21-\x7e]{1,200}$/.test(sent)) return sent;
  const issue = { path: 'headers.idempotency-key', message: 'must be 1 to 200 visible ASCII characters' };
  throw new AppError('request.invalid', { problem: `${issue.path}: ${issue.message}`, issues: [issue] });
};

const hashOf = ({ method, originalUrl, body }: AuthenticatedRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([method, originalUrl, body ?? {}]))
    .digest();

/** Carries out a POST with an `Idempotency-Key` once for each user and key, and answers repetitions as the first. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly requests: IdempotencyRepository,
    private readonly log: Log,
  ) {}

  /**
   * Does `work`, or returns what it returned the first time. An error is not kept: the key may be sent again.
   * @throws AppError `request.running`, `request.key_reused`, `request.key_refused`, `request.invalid`
   */
  async once(
    definition: EndpointDefinition,
    request: AuthenticatedRequest,
    work: () => Promise<unknown>,
  ): Promise<{ value: unknown; repeated: boolean }> {
    const key = idempotencyKey(definition, request.get('idempotency-key'));
    if (key === undefined) return { value: await work(), repeated: false };
    if (!request.actor) throw new Error(`${definition.path} is public and must be declared as one with a secret`);
    const keyed = { userId: request.actor.userId, key, hash: hashOf(request) };
    const claim = await this.requests.claim(keyed);
    if (claim === undefined) return { value: await this.firstAnswer(keyed), repeated: true };
    return { value: await this.carryOut(claim, work), repeated: false };
  }

  private async firstAnswer(keyed: KeyedRequest): Promise<unknown> {
    const first = await this.requests.first(keyed);
    if (first && !first.hash.equals(keyed.hash)) throw new AppError('request.key_reused');
    if (!first?.answer) throw new AppError('request.running', { retryAfterSeconds });
    return first.answer.value;
  }

  private async carryOut(claim: string, work: () => Promise<unknown>): Promise<unknown> {
    // What was done is done: a caller is not told otherwise because its answer could not be kept.
    const tolerated = (error: unknown) => this.log.warning({ err: error }, 'the answer to a repeatable request could not be kept');
    try {
      const value = await work();
      await this.requests.keep(claim, value).catch(tolerated);
      return value;
    } catch (error) {
      await this.requests.release(claim).catch(tolerated);
      throw error;
    }
  }
}
