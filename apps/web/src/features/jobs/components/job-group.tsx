'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { countChildren, type JobGroup as JobGroupData } from '../hooks/job-model';
import { useJobList } from '../hooks/use-jobs';
import { JobRow } from './job-row';

/** A job with what it caused: those of the list at once, all of them when unfolded. */
export function JobGroup({ group }: { group: JobGroupData }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { job, members } = group;
  const hasChildren = members.length > 0 || (job !== null && countChildren(job.children) !== null);
  return (
    <li className="border-b border-line px-3 py-3 last:border-0 sm:px-4">
      <div className="flex items-start gap-1.5">
        {hasChildren ? (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Parts of ${job?.label ?? 'this job'}`}
            onClick={() => setOpen(!open)}
            className="-my-1 -ml-2 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink pointer-coarse:-my-2 pointer-coarse:size-11"
          >
            <ChevronRight className={cn('size-4.5 transition-transform', open && 'rotate-90')} />
          </button>
        ) : null}
        {job ? <JobRow job={job} /> : <Skeleton className="h-10 flex-1" />}
      </div>
      <ul id={id} className={cn('grid grid-cols-1 gap-3', (open || members.length > 0) && 'mt-3 ml-2 border-l border-line pl-4 sm:ml-4')}>
        {open ? (
          <AllChildren parentId={group.id} />
        ) : (
          members.slice(0, 4).map((member) => (
            <li key={member.id} className="flex">
              <JobRow job={member} showState={false} />
            </li>
          ))
        )}
      </ul>
    </li>
  );
}

function AllChildren({ parentId }: { parentId: string }) {
  const { jobs, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useJobList({ parentId });
  if (isPending) return <Skeleton className="h-24" />;
  return (
    <>
      {jobs.map((job) => (
        <li key={job.id} className="flex">
          <JobRow job={job} />
        </li>
      ))}
      {hasNextPage ? (
        <li>
          <Button size="small" onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            Show more
          </Button>
        </li>
      ) : null}
    </>
  );
}
