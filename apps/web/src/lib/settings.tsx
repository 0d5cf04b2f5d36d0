'use client';

import type { UserSettings, UserSettingsUpdate } from '@reelm/contracts';
import { createContext, use, type ReactNode } from 'react';
import type { z } from 'zod';

export type SettingsChange = z.input<typeof UserSettingsUpdate>;

interface SettingsContext {
  settings: UserSettings;
  /** Shows at once and is kept by the server; what could not be kept comes back with a note. */
  change: (patch: SettingsChange) => void;
}

const Context = createContext<SettingsContext | null>(null);

export const SettingsProvider = ({ value, children }: { value: SettingsContext; children: ReactNode }) => (
  <Context value={value}>{children}</Context>
);

/** What the signed-in user chose, the same on every device. */
export function useSettings(): SettingsContext {
  const context = use(Context);
  if (!context) throw new Error('useSettings needs a SettingsProvider above it');
  return context;
}
