import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

it('allows nothing from elsewhere and no script without the nonce', () => {
  const policy = new Map(
    contentSecurityPolicy('abc', false)
      .split('; ')
      .map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  );
  expect(policy.get('default-src')).toEqual(["'self'"]);
  expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'"]);
  expect(policy.get('object-src')).toEqual(["'none'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  expect([...policy.values()].flat().filter((source) => /http|\*|unsafe-eval/.test(source))).toEqual([]);
});
