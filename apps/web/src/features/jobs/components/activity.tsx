'use client';

import { Popover } from 'radix-ui';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { formatCount, plural } from '@/lib/format';
import { groupByParent, shareDone, type JobGroup } from '../hooks/job-model';
import { useJobList, useLiveJobs, useParents, useQueues } from '../hooks/use-jobs';
import { JobRow } from './job-row';

const most = 6;

/** The ring in the top bar: still while nothing runs, filling with the work that does. Opens the running jobs. */
export function Activity() {
  useLiveJobs();
  const { jobs } = useJobList({ state: 'running' });
  const parents = useParents(jobs);
  const groups = groupByParent(jobs, parents);
  const queued = useQueues().data?.items.reduce((sum, queue) => sum + queue.queued, 0) ?? 0;
  const label = jobs.length === 0 ? 'Activity: nothing running' : `Activity: ${plural(jobs.length, 'job')} running`;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" size="icon" aria-label={label} title={label}>
          <Ring share={overall(groups)} busy={jobs.length > 0} />
        </Button>
      </Popover.Trigger>
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

/** Mean of what is known; a job that cannot say counts as just begun. */
const overall = (groups: readonly JobGroup[]): number => {
  const shares = groups.flatMap(({ job, members }) => job ?? members[0] ?? []).map((job) => shareDone(job) ?? 0);
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

const radius = 8;
const round = 2 * Math.PI * radius;

function Ring({ share, busy }: { share: number; busy: boolean }) {
  return (
    <svg viewBox="0 0 22 22" className="size-5.5! -rotate-90" aria-hidden>
      <circle cx="11" cy="11" r={radius} fill="none" strokeWidth="3" className="stroke-edge/45" />
      {busy ? (
        <circle
          cx="11"
          cy="11"
          r={radius}
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - Math.max(0.06, share))}
          className="stroke-accent transition-[stroke-dashoffset] duration-500"
        />
      ) : null}
    </svg>
  );
}
