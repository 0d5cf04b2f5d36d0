'use client';

import { CircleCheck, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { Card } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { groupFailures, kindName, type FailureGroup } from '../hooks/job-model';
import { useFailedJobs, useRetryAll } from '../hooks/use-jobs';
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
    <div className="grid gap-4">
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
  return (
    <Card label={`${kind}: ${group.code}`}>
      <header className="flex flex-wrap items-start justify-between gap-3 border-b border-line px-4 py-3">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold">
            {kind}: {plural(group.jobs.length, 'failure')}
          </h2>
          <p className="font-mono text-xs text-muted">{group.code}</p>
        </div>
        {mayEdit ? (
          <Button size="small" onClick={() => retryAll.mutate(group.jobs.map((job) => job.id))} disabled={retryAll.isPending}>
            <RotateCcw /> {group.jobs.length === 1 ? 'Retry' : `Retry all ${group.jobs.length}`}
          </Button>
        ) : null}
      </header>
      <Rows jobs={group.jobs.slice(0, shownAtOnce)} />
      {rest.length > 0 ? (
        <details className="border-t border-line">
          <summary className="flex min-h-11 items-center px-4 text-sm text-muted hover:text-ink">And {plural(rest.length, 'more', 'more')}</summary>
          <Rows jobs={rest} />
        </details>
      ) : null}
    </Card>
  );
}

const Rows = ({ jobs }: { jobs: FailureGroup['jobs'] }) => (
  <ul className="divide-y divide-line">
    {jobs.map((job) => (
      <li key={job.id} className="flex px-4 py-2.5">
        <JobRow job={job} showState={false} />
      </li>
    ))}
  </ul>
);
