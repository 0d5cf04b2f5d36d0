'use client';

import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { preferencesCookieLine, type Preferences } from './preferences';

interface PreferencesContext {
  preferences: Preferences;
  change: (patch: Partial<Preferences>) => void;
}

const Context = createContext<PreferencesContext | null>(null);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);
  const change = useCallback((patch: Partial<Preferences>) => {
    setPreferences((current) => {
      const next = { ...current, ...patch };
      document.cookie = preferencesCookieLine(next);
      document.documentElement.dataset['theme'] = next.theme;
      document.documentElement.dataset['blur'] = String(next.blur);
      return next;
    });
  }, []);
  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): PreferencesContext {
  const context = use(Context);
  if (!context) throw new Error('usePreferences needs a PreferencesProvider above it');
  return context;
}
