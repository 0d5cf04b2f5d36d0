'use client';

import { CircleUserRound, Eye, EyeOff, Keyboard, LogOut, Moon, Sun } from 'lucide-react';
import Link from 'next/link';
import { Activity } from '@/features/jobs/components/activity';
import { useSignOut } from '@/features/session/hooks/use-session';
import { IconButton } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { useUser } from '@/lib/session';
import { usePreferences } from '@/lib/use-preferences';
import { SearchField } from './search-field';

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { preferences, change } = usePreferences();
  const { theme, blur } = preferences;
  return (
    <header className="sticky top-0 z-30 flex h-15 items-center gap-1 border-b border-line bg-ground/92 px-3 backdrop-blur-md sm:px-6">
      <SearchField />
      <div className="flex-1 max-sm:hidden" />
      <Activity />
      <IconButton
        label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
        className="max-sm:hidden"
        onClick={() => change({ theme: theme === 'dark' ? 'light' : 'dark' })}
      >
        {theme === 'dark' ? <Sun /> : <Moon />}
      </IconButton>
      <IconButton label="Blur pictures" aria-pressed={blur} className="max-sm:hidden" onClick={() => change({ blur: !blur })}>
        {blur ? <EyeOff className="text-accent" /> : <Eye />}
      </IconButton>
      <UserMenu onHelp={onHelp} />
    </header>
  );
}

function UserMenu({ onHelp }: { onHelp: () => void }) {
  const user = useUser();
  const signOut = useSignOut();
  const { preferences, change } = usePreferences();
  return (
    <Menu
      trigger={
        <IconButton label="User menu">
          <span className="grid size-7 place-items-center rounded-full bg-accent/16 text-[0.8125rem] font-semibold text-accent" aria-hidden>
            {user.username.slice(0, 1).toUpperCase()}
          </span>
        </IconButton>
      }
    >
      <MenuLabel>
        {user.username}, {user.role}
      </MenuLabel>
      <MenuItem asChild>
        <Link href="/account">
          <CircleUserRound /> Account and API keys
        </Link>
      </MenuItem>
      <MenuItem onSelect={() => change({ theme: preferences.theme === 'dark' ? 'light' : 'dark' })}>
        {preferences.theme === 'dark' ? <Sun /> : <Moon />} {preferences.theme === 'dark' ? 'Light theme' : 'Dark theme'}
      </MenuItem>
      <MenuItem onSelect={() => change({ blur: !preferences.blur })}>
        {preferences.blur ? <Eye /> : <EyeOff />} {preferences.blur ? 'Show pictures' : 'Blur pictures'}
      </MenuItem>
      <MenuItem className="pointer-coarse:hidden" onSelect={onHelp}>
        <Keyboard /> Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate(false)}>
        <LogOut /> Sign out
      </MenuItem>
    </Menu>
  );
}
