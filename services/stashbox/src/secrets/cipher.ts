import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;

/** A stored secret that this key cannot open: another key, or changed bytes. */
export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable';
}

/**
 * Encrypts a secret with AES-256-GCM. `owner` (for example the row's id) is bound to it: moved to another row it cannot be opened.
 * @returns `v1.nonce.tag.ciphertext`, each part base64url
 */
export function seal(key: Buffer, owner: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** @throws SecretUnreadable when the key, the owner or the bytes differ from those at sealing. */
export function unseal(key: Buffer, owner: string, sealed: string): string {
  const [version, nonce, tag, text, ...rest] = sealed.split('.');
  if (version !== VERSION || nonce === undefined || tag === undefined || text === undefined || rest.length > 0)
    throw new SecretUnreadable();
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(owner))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new SecretUnreadable('the stored secret does not open', { cause: error });
  }
}
