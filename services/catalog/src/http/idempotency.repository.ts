import { Injectable } from '@nestjs/common';
import { Database, newId } from '@reelm/service-kit';

export interface KeyedRequest {
  userId: string;
  key: string;
  /** Hash of all that makes it this request and no other. */
  hash: Buffer;
}

/** The first request with a key: `answer` is what was answered, or undefined while it runs. */
interface FirstRequest {
  hash: Buffer;
  answer: { value: unknown } | undefined;
}

/**
 * What is not kept any longer. Without an answer after a minute, which is longer than any question to another service may take, the process
 * that carried it out is gone.
 */
const expired = `started_at < now() - interval '24 hours' OR (answer IS NULL AND started_at < now() - interval '1 minute')`;

/** Requests with an `Idempotency-Key`, by user and key. */
@Injectable()
export class IdempotencyRepository {
  constructor(private readonly database: Database) {}

  /** Takes the key, after removing what has expired, of anybody. @returns the id of the claim, or undefined where the key is taken */
  async claim({ userId, key, hash }: KeyedRequest): Promise<string | undefined> {
    await this.database.query(`DELETE FROM idempotent_request WHERE ${expired}`);
    const [claim] = await this.database.query<{ id: string }>(
      `INSERT INTO idempotent_request (id, user_id, key, request_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, key) DO NOTHING RETURNING id`,
      [newId(), userId, key, hash],
    );
    return claim?.id;
  }

  async first({ userId, key }: KeyedRequest): Promise<FirstRequest | undefined> {
    const [row] = await this.database.query<{ hash: Buffer; answer: unknown; answered: boolean }>(
      'SELECT request_hash AS hash, answer, answer IS NOT NULL AS answered FROM idempotent_request WHERE user_id = $1 AND key = $2',
      [userId, key],
    );
    return row && { hash: row.hash, answer: row.answered ? { value: row.answer } : undefined };
  }

  async keep(claimId: string, answer: unknown): Promise<void> {
    await this.database.query('UPDATE idempotent_request SET answer = $2::json WHERE id = $1', [claimId, JSON.stringify(answer ?? null)]);
  }

  async release(claimId: string): Promise<void> {
    await this.database.query('DELETE FROM idempotent_request WHERE id = $1', [claimId]);
  }
}
