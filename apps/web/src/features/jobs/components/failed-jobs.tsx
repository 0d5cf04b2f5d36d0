'use client';

import { CircleCheck, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { Card } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { groupFailures, kindName, type FailureGroup } from '../hooks/job-model';
import { useRetryAll } from '../hooks/use-job-actions';
import { useFailedJobs } from '../hooks/use-jobs';
import { JobRow } from './job-row';

/** Failures by what went wrong, since one cause often stops many. */
export function FailedJobs() {
  const { data, error, isPending, refetch } = useFailedJobs();
  const groups = useMemo(() => groupFailures(data ?? []), [data]);
  if (isPending) return <SkeletonRows rows={3} label="Loading jobs" />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} title="The failed jobs could not be loaded" />;
  if (groups.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="Nothing has failed">
        <p>What goes wrong is listed here by its cause, with a way to try it again.</p>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      {groups.map((group) => (
        <FailureCard key={group.key} group={group} />
      ))}
    </div>
  );
}

const shownAtOnce = 5;

function FailureCard({ group }: { group: FailureGroup }) {
  const mayEdit = useMay('editor');
  const retryAll = useRetryAll();
  const kind = kindName(group.jobs[0]?.kind ?? '');
  const rest = group.jobs.slice(shownAtOnce);
  const said = group.jobs.every((job) => job.error?.message === group.message) ? group.message : null;
  return (
    <Card label={`${kind}: ${group.code}`}>
      <header className="flex flex-wrap items-start justify-between gap-3 border-b border-line px-4 py-3">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold">
            {kind}: {plural(group.jobs.length, 'failure')}
          </h2>
          {said ? <p className="mt-0.5 text-sm break-words text-bad">{said}</p> : null}
          <p className="mt-0.5 font-mono text-xs text-muted">{group.code}</p>
        </div>
        {mayEdit ? (
          <Button size="small" onClick={() => retryAll.mutate(group.jobs.map((job) => job.id))} disabled={retryAll.isPending}>
            <RotateCcw /> {group.jobs.length === 1 ? 'Retry' : `Retry all ${group.jobs.length}`}
          </Button>
        ) : null}
      </header>
      <div className="px-4">
        <Rows jobs={group.jobs.slice(0, shownAtOnce)} said={said} />
      </div>
      {rest.length > 0 ? (
        <Disclosure className="border-t border-line px-4" summary={`${rest.length} more`}>
          <Rows jobs={rest} said={said} />
        </Disclosure>
      ) : null}
    </Card>
  );
}

/** `said` is the message that stands above them all already. */
const Rows = ({ jobs, said }: { jobs: FailureGroup['jobs']; said: string | null }) => (
  <ul className="divide-y divide-line">
    {jobs.map((job) => (
      <li key={job.id} className="flex py-2.5">
        <JobRow job={job} showState={false} showError={job.error?.message !== said} />
      </li>
    ))}
  </ul>
);
