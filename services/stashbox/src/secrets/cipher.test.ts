import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, SecretUnreadable, unseal } from './cipher.js';

const key = randomBytes(32);

describe('seal and unseal', () => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 500 }),
        fc.uuid(),
        (secret, owner) => unseal(key, owner, seal(key, owner, secret)) === secret,
      ),
    );
  });

  it('shows nothing of the secret and differs each time', () => {
    const secret = 'eyJhbGciOiJIUzI1NiJ9.secret';
    const first = seal(key, 'a', secret);
    expect(first).not.toContain('secret');
    expect(Buffer.from(first.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('secret');
    expect(seal(key, 'a', secret)).not.toBe(first);
  });

  it.each([
    ['another key', (sealed: string) => unseal(randomBytes(32), 'a', sealed)],
    ['another owner', (sealed: string) => unseal(key, 'b', sealed)],
    ['a changed text', (sealed: string) => unseal(key, 'a', `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`)],
    [
      'a shortened tag',
      (sealed: string) =>
        unseal(
          key,
          'a',
          sealed
            .split('.')
            .map((part, index) => (index === 2 ? part.slice(0, 6) : part))
            .join('.'),
        ),
    ],
    ['an unknown version', (sealed: string) => unseal(key, 'a', sealed.replace('v1', 'v2'))],
    ['something else', () => unseal(key, 'a', 'plain')],
  ])('refuses %s', (_, open) => {
    expect(() => open(seal(key, 'a', 'a secret of some length'))).toThrow(SecretUnreadable);
  });
});
