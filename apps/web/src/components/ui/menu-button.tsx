'use client';

import { useState, type ReactNode } from 'react';
import type { MenuOfItems } from './menu-of-items';

export interface MenuEntry {
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  onSelect: () => void;
}

interface MenuButtonProps {
  label: string;
  className?: string;
  items: readonly MenuEntry[];
  children: ReactNode;
}

/** A button that opens a menu, whose code comes with the first click on any of them. */
export function MenuButton({ label, className, items, children }: MenuButtonProps) {
  const [loaded, setLoaded] = useState<{ Open: typeof MenuOfItems } | null>(null);
  const load = (): void => void import('./menu-of-items').then((module) => setLoaded({ Open: module.MenuOfItems }));
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      title={label}
      className={className}
      {...(loaded ? {} : { onClick: load })}
    >
      {children}
    </button>
  );
  return loaded ? <loaded.Open trigger={button} items={items} /> : button;
}
