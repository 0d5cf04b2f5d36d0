'use client';

import { CircleUserRound, Eye, EyeOff, Keyboard, LogOut, Moon, Sun } from 'lucide-react';
import Link from 'next/link';
import { useSignOut } from '@/features/session/hooks/use-session';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { useUser } from '@/lib/session';
import { usePreferences } from '@/lib/use-preferences';
import { UserButton } from './user-button';

/** Opens at once: it is loaded only when somebody asks for it. */
export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const user = useUser();
  const signOut = useSignOut();
  const { preferences, change } = usePreferences();
  return (
    <Menu defaultOpen trigger={<UserButton />}>
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
