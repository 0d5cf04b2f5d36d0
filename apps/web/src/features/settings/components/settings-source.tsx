'use client';

import { UserSettings } from '@reelm/contracts';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useUser } from '@/lib/session';
import { SettingsProvider } from '@/lib/settings';
import { usePreferences } from '@/lib/use-preferences';
import { useStoredSettings } from '../hooks/use-stored-settings';

/** Gives all below it the user's settings, and lets the whole document look by them. */
export function SettingsSource({ children }: { children: ReactNode }) {
  const { known, change } = useStoredSettings(useUser().id);
  const { preferences, change: look } = usePreferences();
  const theme = known?.theme ?? preferences.theme;
  const blur = known?.blur ?? preferences.blur;
  useEffect(() => look({ theme, blur }), [look, theme, blur]);
  const value = useMemo(() => ({ settings: known ?? UserSettings.parse({ theme, blur }), change }), [known, theme, blur, change]);
  return <SettingsProvider value={value}>{children}</SettingsProvider>;
}
