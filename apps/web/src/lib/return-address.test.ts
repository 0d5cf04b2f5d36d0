import { describe, expect, it } from 'vitest';
import { returnAddress, signInAddress } from './return-address';

describe('the way back after signing in', () => {
  it('keeps the place', () => {
    const address = signInAddress({ pathname: '/jobs', search: '?tab=failed' });
    expect(address).toBe('/sign-in?next=%2Fjobs%3Ftab%3Dfailed');
    expect(returnAddress('/jobs?tab=failed')).toBe('/jobs?tab=failed');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/sign-in', 'jobs', '', null])(
    'never leaves this origin or loops: %s',
    (next) => {
      expect(returnAddress(next)).toBe('/videos');
    },
  );
});
