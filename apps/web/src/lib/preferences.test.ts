import { describe, expect, it } from 'vitest';
import { preferencesCookieLine, readPreferences } from './preferences';

describe('preferences in a cookie', () => {
  it('come back as they were', () => {
    const preferences = { theme: 'light', blur: true, rail: 'narrow', lists: { video: { mode: 'wall', zoom: 7 } } } as const;
    const value = preferencesCookieLine(preferences).split(';')[0]?.split('=')[1];
    expect(readPreferences(value)).toEqual(preferences);
  });

  it.each([undefined, '', 'nonsense', '%E0%A4%A', '[]', 'null', encodeURIComponent('{"theme":"pink","lists":{"video":{"zoom":99}}}')])(
    'take defaults for what is wrong: %s',
    (value) => {
      expect(readPreferences(value)).toEqual({ theme: 'system', blur: false, rail: 'wide', lists: {} });
    },
  );
});
