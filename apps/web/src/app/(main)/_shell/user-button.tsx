'use client';

import type { ComponentProps } from 'react';
import { IconButton } from '@/components/ui/button';
import { useUser } from '@/lib/session';

/** What opens the user menu. */
export function UserButton(props: Omit<ComponentProps<typeof IconButton>, 'label' | 'children'>) {
  const user = useUser();
  return (
    <IconButton label="User menu" aria-haspopup="menu" {...props}>
      <span className="grid size-7 place-items-center rounded-full bg-accent/16 text-[0.8125rem] font-semibold text-accent" aria-hidden>
        {user.username.slice(0, 1).toUpperCase()}
      </span>
    </IconButton>
  );
}
