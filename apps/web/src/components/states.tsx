'use client';

import { CircleAlert, Lock, RotateCw, type LucideIcon } from 'lucide-react';
import type { Role } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/api';
import { cn } from '@/lib/cn';
import { Button } from './ui/button';

interface StateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: 'plain' | 'bad';
  /** Whether it stands for the whole page, whose heading is then this title. */
  page?: boolean;
}

function StateFrame({ icon: Icon, title, children, action, tone = 'plain', page = false }: StateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-4 py-[min(16vh,9rem)] text-center">
      <div className={cn('grid size-14 place-items-center rounded-lg bg-raised', tone === 'bad' ? 'text-bad' : 'text-muted')}>
        <Icon className="size-6.5" strokeWidth={1.6} aria-hidden />
      </div>
      <Heading className="text-lg font-semibold text-balance">{title}</Heading>
      {children ? <div className="grid gap-2 text-sm text-pretty text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2 empty:hidden">{action}</div> : null}
    </div>
  );
}

/** Nothing here yet: says why, and what to do next. */
export const EmptyState = (props: Omit<StateProps, 'tone'>) => <StateFrame {...props} />;

/** What could not be loaded: what it means, the stable code for a search or a report, and a way on. */
export function ErrorState({
  error,
  retry,
  title = 'This could not be loaded',
  page = false,
}: {
  error: Error;
  retry?: () => void;
  title?: string;
  page?: boolean;
}) {
  return (
    <div role="alert">
      <StateFrame
        icon={CircleAlert}
        page={page}
        tone="bad"
        title={title}
        action={
          retry ? (
            <Button onClick={retry}>
              <RotateCw /> Try again
            </Button>
          ) : null
        }
      >
        <p>{error.message}</p>
        <ErrorCode error={error} />
      </StateFrame>
    </div>
  );
}

export function ErrorCode({ error }: { error: Error }) {
  if (!(error instanceof ApiError)) return null;
  return (
    <p className="font-mono text-xs break-all text-muted">
      {error.code}
      {error.correlationId ? ` · ${error.correlationId}` : ''}
    </p>
  );
}

interface ErrorNoteProps {
  error: Error | null;
  retry?: (() => void) | undefined;
  className?: string;
}

/** A short failure inside a form or a panel. */
export function ErrorNote({ error, retry, className }: ErrorNoteProps) {
  if (!error) return null;
  return (
    <div role="alert" className={cn('flex gap-2.5 rounded-md border border-bad/40 bg-bad/8 px-3 py-2.5 text-sm', className)}>
      <CircleAlert className="mt-px size-4.5 shrink-0 text-bad" aria-hidden />
      <div className="grid gap-1">
        <p>{error.message}</p>
        <ErrorCode error={error} />
      </div>
      {retry ? (
        <Button size="small" onClick={retry} className="ml-auto self-center">
          <RotateCw /> Try again
        </Button>
      ) : null}
    </div>
  );
}

export function NoPermission({ needed }: { needed: Role }) {
  return (
    <StateFrame icon={Lock} title="Not for your role" page>
      <p>This page needs the role {needed}. An administrator can change your role on the Users page.</p>
    </StateFrame>
  );
}

/** A grey block of final size where content will be. It stays still and unseen for the first 200 ms. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cn('animate-late rounded-md', className)}>
    <div className="size-full animate-shimmer rounded-[inherit] bg-raised" />
  </div>
);

/** Rows of a list that is still on its way. */
export function SkeletonRows({ rows, label, className }: { rows: number; label: string; className?: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={cn('h-20 w-full rounded-lg', className)} />
      ))}
    </div>
  );
}
