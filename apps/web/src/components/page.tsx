import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A page of work or settings: a title with its actions, then the content in a readable width. */
export function Page({
  title,
  intro,
  actions,
  wide = false,
  children,
}: {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cn('mx-auto w-full px-4 pt-5 pb-16 sm:px-6', wide ? 'max-w-[100rem]' : 'max-w-5xl')}>
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-2xl gap-1">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {intro ? <p className="text-sm text-pretty text-muted">{intro}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

export const Card = ({ className, children, label }: { className?: string; children: ReactNode; label?: string }) => (
  <section {...(label ? { 'aria-label': label } : {})} className={cn('rounded-lg border border-line bg-panel', className)}>
    {children}
  </section>
);

/** A name and its value, one under the other with more of their kind. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 items-baseline justify-between gap-4 py-1.5 text-sm">
    <dt className="shrink-0 text-muted">{name}</dt>
    <dd className="min-w-0 text-right break-words tabular-nums">{children}</dd>
  </div>
);
