'use client';

import { Eye, EyeOff, Moon, Sun } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Activity } from '@/features/jobs/components/activity';
import { SearchSlotPlace } from '@/components/search-slot';
import { IconButton } from '@/components/ui/button';
import { useSettings } from '@/lib/settings';
import { useTheme } from '@/lib/use-theme';
import { useCommands } from './commands';
import { SearchField } from './search-field';
import { UserButton } from './user-button';

const UserMenu = dynamic(() => import('./user-menu').then((module) => module.UserMenu), {
  ssr: false,
  loading: () => <UserButton disabled />,
});

export function TopBar() {
  const { blur } = useSettings().settings;
  const { dark } = useTheme();
  const { toggleTheme, toggleBlur } = useCommands();
  const [menuWanted, setMenuWanted] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-15 items-center gap-1 border-b border-line bg-ground/92 px-3 backdrop-blur-md sm:px-6">
      <SearchSlotPlace>
        <SearchField />
      </SearchSlotPlace>
      <div className="flex-1 max-sm:hidden" />
      <Activity />
      <IconButton label={dark ? 'Light theme' : 'Dark theme'} className="max-sm:hidden" onClick={toggleTheme}>
        {dark ? <Sun /> : <Moon />}
      </IconButton>
      <IconButton label="Blur pictures" aria-pressed={blur} className="max-sm:hidden" onClick={toggleBlur}>
        {blur ? <EyeOff className="text-accent" /> : <Eye />}
      </IconButton>
      {menuWanted ? <UserMenu /> : <UserButton onClick={() => setMenuWanted(true)} />}
    </header>
  );
}
