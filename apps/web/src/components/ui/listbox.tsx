'use client';

import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

interface ListboxProps {
  id: string;
  label: string;
  /** Below its field, over what follows; else in the flow of the page. */
  floating?: boolean;
  className?: string;
  children: ReactNode;
}

/** What a field with the role `combobox` offers. The field keeps the focus and has the keys. */
export const Listbox = ({ id, label, floating = true, className, children }: ListboxProps) => (
  <div
    id={id}
    role="listbox"
    aria-label={label}
    className={cn(
      'overflow-y-auto',
      floating && 'absolute inset-x-0 top-full z-50 mt-1.5 max-h-[min(26rem,60dvh)] rounded-lg border border-line bg-panel p-1 shadow-xl',
      className,
    )}
  >
    {children}
  </div>
);

interface OptionProps {
  id: string;
  active: boolean;
  onChoose: () => void;
  children: ReactNode;
}

export const Option = ({ id, active, onChoose, children }: OptionProps) => (
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
  <div
    id={id}
    role="option"
    aria-selected={active}
    ref={(element) => {
      if (active) element?.scrollIntoView({ block: 'nearest' });
    }}
    onPointerDown={(event) => event.preventDefault()}
    onClick={onChoose}
    className={cn(
      'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 text-sm hover:bg-raised pointer-coarse:min-h-11',
      active && 'bg-raised',
    )}
  >
    {children}
  </div>
);
