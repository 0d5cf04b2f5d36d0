'use client';

import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { IconButton } from '@/components/ui/button';
import { plural } from '@/lib/format';
import { groupByParent, shareDone, type JobGroup } from '../hooks/job-model';
import { useJobList, useLiveJobs, useParents, useQueues } from '../hooks/use-jobs';

const ActivityPopover = lazy(() => import('./activity-popover').then((module) => ({ default: module.ActivityPopover })));

/** The ring in the top bar: still while nothing runs, filling with the work that does. Opens the running jobs. */
export function Activity() {
  useLiveJobs();
  const [wanted, setWanted] = useState(false);
  const { jobs } = useJobList({ state: 'running' });
  const parents = useParents(jobs);
  const groups = groupByParent(jobs, parents);
  const queued = useQueues().data?.items.reduce((sum, queue) => sum + queue.queued, 0) ?? 0;
  const ring = { running: jobs.length, share: overall(groups) };
  if (!wanted) return <ActivityButton {...ring} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<ActivityButton {...ring} disabled />}>
      <ActivityPopover trigger={<ActivityButton {...ring} />} groups={groups} queued={queued} />
    </Suspense>
  );
}

type ActivityButtonProps = Omit<ComponentProps<typeof IconButton>, 'label' | 'children'> & { running: number; share: number };

const ActivityButton = ({ running, share, ...rest }: ActivityButtonProps) => (
  <IconButton
    label={running === 0 ? 'Activity: nothing running' : `Activity: ${plural(running, 'job')} running`}
    aria-haspopup="dialog"
    {...rest}
  >
    <Ring share={share} busy={running > 0} />
  </IconButton>
);

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
