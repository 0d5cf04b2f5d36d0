'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useSettings } from '@/lib/settings';
import { usePreferences } from '@/lib/use-preferences';
import { useShortcutListener, useShortcuts } from '@/lib/use-shortcuts';
import { useSpatialMoves } from '@/lib/use-spatial-moves';
import { useTheme } from '@/lib/use-theme';
import { places } from './places';

const ShortcutSheet = dynamic(() => import('@/components/shortcut-sheet').then((module) => module.ShortcutSheet), { ssr: false });
const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

interface Commands {
  openHelp: () => void;
  openPalette: () => void;
  toggleTheme: () => void;
  toggleBlur: () => void;
  toggleRail: () => void;
}

const Context = createContext<Commands | null>(null);

export function useCommands(): Commands {
  const commands = use(Context);
  if (!commands) throw new Error('useCommands needs a CommandsProvider above it');
  return commands;
}

/** What can be done from everywhere, by key, from the palette and from the top bar. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { settings, change } = useSettings();
  const { preferences, change: changeHere } = usePreferences();
  const { toggle: toggleTheme } = useTheme();
  const [open, setOpen] = useState<'help' | 'palette' | null>(null);
  const { blur } = settings;
  const { rail } = preferences;
  const commands = useMemo<Commands>(
    () => ({
      openHelp: () => setOpen('help'),
      openPalette: () => setOpen('palette'),
      toggleTheme,
      toggleBlur: () => change({ blur: !blur }),
      toggleRail: () => changeHere({ rail: rail === 'wide' ? 'narrow' : 'wide' }),
    }),
    [toggleTheme, change, blur, changeHere, rail],
  );
  useShortcutListener();
  useSpatialMoves();
  useShortcuts({
    'palette.open': commands.openPalette,
    'help.open': commands.openHelp,
    'pictures.blur': commands.toggleBlur,
    'theme.toggle': commands.toggleTheme,
    'rail.toggle': commands.toggleRail,
    ...Object.fromEntries(places.flatMap(({ href, go }) => (go ? [[go, () => router.push(href)]] : []))),
  });
  const close = (): void => setOpen(null);
  return (
    <Context value={commands}>
      {children}
      {open === 'help' ? <ShortcutSheet open onOpenChange={close} /> : null}
      {open === 'palette' ? <Palette onClose={close} /> : null}
    </Context>
  );
}
