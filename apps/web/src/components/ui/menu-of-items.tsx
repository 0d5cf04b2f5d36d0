'use client';

import type { ReactNode } from 'react';
import { Menu, MenuItem } from './menu';
import type { MenuEntry } from './menu-button';

/** The menu of a `MenuButton`, open from the start. */
export const MenuOfItems = ({ trigger, items }: { trigger: ReactNode; items: readonly MenuEntry[] }) => (
  <Menu trigger={trigger} align="start" defaultOpen>
    <div className="max-h-[min(26rem,60dvh)] overflow-y-auto">
      {items.map(({ label, icon, danger = false, onSelect }) => (
        <MenuItem key={label} danger={danger} onSelect={onSelect}>
          {icon}
          {label}
        </MenuItem>
      ))}
    </div>
  </Menu>
);
