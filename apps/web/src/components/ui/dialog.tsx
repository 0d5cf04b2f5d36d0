'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { IconButton } from './button';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A window above the page; on a phone it rises from the bottom. */
export function Dialog({ open, onOpenChange, title, description, children, className }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/60 data-[state=open]:animate-[rise_120ms_ease-out]" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed z-50 flex max-h-[92dvh] w-full flex-col overflow-hidden border border-line bg-panel shadow-2xl outline-none data-[state=open]:animate-[rise_140ms_ease-out]',
            'bottom-0 left-0 rounded-t-lg sm:bottom-auto sm:left-1/2 sm:top-[8dvh] sm:max-h-[84dvh] sm:w-[min(34rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:rounded-lg',
            className,
          )}
        >
          <header className="grid gap-1 py-4 pr-14 pb-1 pl-5">
            <Radix.Title className="text-base font-semibold break-words">{title}</Radix.Title>
            {description ? <Radix.Description className="text-sm break-words text-muted">{description}</Radix.Description> : null}
          </header>
          {/* After the content, so that a window opens with the focus on its first field. */}
          <div className="overflow-y-auto px-5 pt-3 pb-[max(1.25rem,env(safe-area-inset-bottom))]">{children}</div>
          <Radix.Close asChild>
            <IconButton label="Close" className="absolute top-3 right-3">
              <X />
            </IconButton>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The row of buttons at the end of a form in a dialog. */
export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse max-sm:[&>*]:h-11">{children}</div>
);
