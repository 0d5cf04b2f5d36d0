'use client';

import { CircleUserRound, Eye, EyeOff, Keyboard, LogOut, Moon, Settings, Sun } from 'lucide-react';
import Link from 'next/link';
import { useSignOut } from '@/features/session/hooks/use-session';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { useUser } from '@/lib/session';
import { useSettings } from '@/lib/settings';
import { useTheme } from '@/lib/use-theme';
import { useCommands } from './commands';
import { UserButton } from './user-button';

/** Opens at once: it is loaded only when somebody asks for it. */
export function UserMenu() {
  const user = useUser();
  const signOut = useSignOut();
  const { blur } = useSettings().settings;
  const { dark } = useTheme();
  const { openHelp, toggleTheme, toggleBlur } = useCommands();
  return (
    <Menu defaultOpen trigger={<UserButton />}>
      <MenuLabel>
        {user.username}, {user.role}
      </MenuLabel>
      <MenuItem asChild>
        <Link href="/settings">
          <Settings /> Settings
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/account">
          <CircleUserRound /> Account and API keys
        </Link>
      </MenuItem>
      <MenuItem onSelect={toggleTheme}>
        {dark ? <Sun /> : <Moon />} {dark ? 'Light theme' : 'Dark theme'}
      </MenuItem>
      <MenuItem onSelect={toggleBlur}>
        {blur ? <Eye /> : <EyeOff />} {blur ? 'Show pictures' : 'Blur pictures'}
      </MenuItem>
      <MenuItem className="pointer-coarse:hidden" onSelect={openHelp}>
        <Keyboard /> Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate(false)}>
        <LogOut /> Sign out
      </MenuItem>
    </Menu>
  );
}
