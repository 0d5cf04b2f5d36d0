import { Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id; about 30 ms on one core of a small server. */
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, options);

let nobodysHash: Promise<string> | undefined;

/**
 * Whether the password is right. Without a stored hash (unknown user) it works as long and says no, so that names cannot be probed by
 * the time an answer takes.
 */
export const verifyPassword = async (stored: string | undefined, password: string): Promise<boolean> => {
  nobodysHash ??= hashPassword('');
  const right = await verify(stored ?? (await nobodysHash), password);
  return stored !== undefined && right;
};
