import { UserSettings } from '@reelm/contracts';
import { expect, it } from 'vitest';
import { cachedSettings, cacheSettings } from './settings-cache';

function memory() {
  const items = new Map<string, string>();
  return { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value) };
}

it('keeps the settings of one user', () => {
  const storage = memory();
  const settings = UserSettings.parse({ theme: 'light', skipSeconds: 30, shortcuts: { 'go.home': 'h' } });
  cacheSettings('a', settings, storage);
  expect(cachedSettings('a', storage)).toEqual(settings);
  expect(cachedSettings('b', storage)).toBeNull();
});

it.each(['', '{', '{"userId":"a","settings":{"theme":"pink"}}'])('takes nothing from %j', (stored) => {
  expect(cachedSettings('a', { getItem: () => stored })).toBeNull();
});

it('lives without storage', () => {
  const broken = () => {
    throw new Error('forbidden');
  };
  expect(() => cacheSettings('a', UserSettings.parse({}), { setItem: broken })).not.toThrow();
  expect(cachedSettings('a', { getItem: broken })).toBeNull();
});
