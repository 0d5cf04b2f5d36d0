'use client';

import { useSyncExternalStore } from 'react';
import { useSettings } from './settings';

const systemIsDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');
const subscribe = (listener: () => void): (() => void) => {
  const query = systemIsDark();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the page is dark, by choice or because the system is; and the change to the other. */
export function useTheme(): { dark: boolean; toggle: () => void } {
  const { settings, change } = useSettings();
  const system = useSyncExternalStore(
    subscribe,
    () => systemIsDark().matches,
    () => true,
  );
  const dark = settings.theme === 'system' ? system : settings.theme === 'dark';
  return { dark, toggle: () => change({ theme: dark ? 'light' : 'dark' }) };
}
