'use client';

import type { JobState } from '@reelm/contracts';
import { CircleCheck, Clock, Hourglass, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { Card } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { groupByParent } from '../hooks/job-model';
import { useJobList, useParents } from '../hooks/use-jobs';
import { JobGroup } from './job-group';

export type ListedState = Exclude<JobState, 'failed' | 'cancelled'>;

const empty: Record<ListedState, { icon: LucideIcon; title: string; text: string }> = {
  running: {
    icon: Hourglass,
    title: 'Nothing is running',
    text: 'Scans and analyses show up here while they work, with how far they are.',
  },
  queued: { icon: Clock, title: 'Nothing is waiting', text: 'Work that has to wait for its turn is listed here.' },
  succeeded: { icon: CircleCheck, title: 'Nothing done yet', text: 'Finished work is listed here, newest first.' },
};

export function JobList({ state }: { state: ListedState }) {
  const { jobs, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useJobList({ state });
  const parents = useParents(jobs);
  const groups = useMemo(() => groupByParent(jobs, parents), [jobs, parents]);
  if (isPending) return <SkeletonRows rows={4} label="Loading jobs" />;
  if (error && jobs.length === 0) return <ErrorState error={error} retry={() => void refetch()} title="The jobs could not be loaded" />;
  if (groups.length === 0) {
    const { icon, title, text } = empty[state];
    return (
      <EmptyState icon={icon} title={title}>
        <p>{text}</p>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <ul aria-label="Jobs">
          {groups.map((group) => (
            <JobGroup key={group.id} group={group} />
          ))}
        </ul>
      </Card>
      {hasNextPage ? (
        <Button className="justify-self-center" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}
