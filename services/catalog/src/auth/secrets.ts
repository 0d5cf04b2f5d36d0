import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in 43 characters that need no escaping anywhere. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a text has the form of one of {@link newSecret}. */
export const isSecret = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/.test(text);

/** What is stored of a secret. No salt or stretching: secrets of 256 random bits cannot be guessed. */
export const hashSecret = (secret: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(secret).digest());
