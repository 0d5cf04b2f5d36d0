'use client';

import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** Something small beside its button, open from the start: it is loaded when it is asked for. */
export const Popover = ({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) => (
  <Radix.Root defaultOpen>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={6}
        collisionPadding={8}
        aria-label={label}
        className="z-50 max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-panel p-4 shadow-xl outline-none data-[state=open]:animate-[rise_120ms_ease-out]"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
