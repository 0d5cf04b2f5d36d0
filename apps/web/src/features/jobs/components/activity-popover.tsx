'use client';

import { Popover } from 'radix-ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount } from '@/lib/format';
import type { JobGroup } from '../hooks/job-model';
import { JobRow } from './job-row';

const most = 6;

/** The running jobs under the ring. Opens at once: it is loaded only when somebody asks for it. */
export function ActivityPopover({ trigger, groups, queued }: { trigger: ReactNode; groups: readonly JobGroup[]; queued: number }) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Running jobs"
          className="z-50 grid w-[min(25rem,calc(100vw-1rem))] gap-3 rounded-lg border border-line bg-panel p-4 shadow-xl data-[state=open]:animate-[rise_120ms_ease-out]"
        >
          {groups.length === 0 ? <p className="text-sm text-muted">Nothing is running.</p> : null}
          <ul className="grid grid-cols-1 gap-4">
            {groups.slice(0, most).map(({ id, job, members }) => {
              const shown = job ?? members[0];
              return shown ? (
                <li key={id} className="flex">
                  <JobRow job={shown} showState={false} />
                </li>
              ) : null;
            })}
          </ul>
          <footer className="flex items-center justify-between border-t border-line pt-3 text-sm text-muted tabular-nums">
            <span>{formatCount(queued)} waiting</span>
            <Popover.Close asChild>
              <Link href="/jobs" className="rounded font-medium text-accent hover:underline pointer-coarse:py-2.5">
                All jobs
              </Link>
            </Popover.Close>
          </footer>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
