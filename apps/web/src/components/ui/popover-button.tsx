'use client';

import { useState, type CSSProperties, type ReactNode } from 'react';
import type { Popover } from './popover';

interface PopoverButtonProps {
  label: string;
  className?: string;
  style?: CSSProperties;
  /** Loads what the popover holds, with the first click. */
  load: () => Promise<ReactNode>;
  children: ReactNode;
}

/** A button that opens a popover, whose code comes with the first click. */
export function PopoverButton({ label, className, style, load, children }: PopoverButtonProps) {
  const [loaded, setLoaded] = useState<{ Open: typeof Popover; content: ReactNode } | null>(null);
  const open = (): void =>
    void Promise.all([import('./popover'), load()]).then(([module, content]) => setLoaded({ Open: module.Popover, content }));
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      title={label}
      className={className}
      style={style}
      {...(loaded ? {} : { onClick: open })}
    >
      {children}
    </button>
  );
  return loaded ? (
    <loaded.Open trigger={button} label={label}>
      {loaded.content}
    </loaded.Open>
  ) : (
    button
  );
}
