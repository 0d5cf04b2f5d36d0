import { AppError } from '@reelm/service-kit';
import { seal, SecretUnreadable, unseal } from './cipher.js';

/** Locks and opens API keys with the key of this server. */
export class Vault {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Encrypts the API key of one endpoint; for another endpoint it does not open. */
  lock(endpointId: string, apiKey: string): string {
    return seal(this.#key, endpointId, apiKey);
  }

  /** @throws AppError `stashbox.key_unreadable` when it was locked with another key of the server. */
  open(endpointId: string, locked: string): string {
    try {
      return unseal(this.#key, endpointId, locked);
    } catch (error) {
      if (error instanceof SecretUnreadable) throw new AppError('stashbox.key_unreadable', {}, { cause: error });
      throw error;
    }
  }
}
