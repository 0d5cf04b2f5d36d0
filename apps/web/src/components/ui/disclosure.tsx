import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A line that unfolds what few need. */
export const Disclosure = ({
  summary,
  open = false,
  className,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}) => (
  <details open={open} className={cn('group/fold', className)}>
    <summary className="flex min-h-9 list-none items-center gap-1.5 rounded-md text-sm text-muted hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
      <ChevronRight className="-ml-0.5 size-4 shrink-0 transition-transform group-open/fold:rotate-90" aria-hidden />
      {summary}
    </summary>
    {children}
  </details>
);
