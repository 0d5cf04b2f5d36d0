'use client';

import { isFinal, type JobState, type JobWithChildren } from '@reelm/contracts';
import { Ban, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Badge, type Tone } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { ProgressBar } from '@/components/ui/progress-bar';
import { formatAgo, formatCount, formatSpan } from '@/lib/format';
import { useMay } from '@/lib/session';
import { countChildren, isLive, kindName, secondsLeft, shareDone } from '../hooks/job-model';
import { useCancelJob, useRetryJob } from '../hooks/use-job-actions';

const states: Record<JobState, { says: string; tone: Tone }> = {
  queued: { says: 'Waiting', tone: 'plain' },
  running: { says: 'Running', tone: 'accent' },
  succeeded: { says: 'Done', tone: 'good' },
  failed: { says: 'Failed', tone: 'bad' },
  cancelled: { says: 'Cancelled', tone: 'warn' },
};

/** One job in a line or two: what, how far, what went wrong, and what can be done. */
export function JobRow({ job, showState = true, showError = true }: { job: JobWithChildren; showState?: boolean; showError?: boolean }) {
  const live = isLive(job);
  const { says, tone } = states[job.state];
  return (
    <div className="grid min-w-0 flex-1 gap-1.5">
      <div className="flex items-center gap-2.5">
        <p className="min-w-0 flex-1 truncate text-sm">
          <span className="text-muted">{kindName(job.kind)}</span>{' '}
          <span className="font-medium" title={job.label}>
            {job.label}
          </span>
        </p>
        {showState || isFinal(job.state) === live ? (
          <Badge tone={live && isFinal(job.state) ? 'accent' : tone}>{live && isFinal(job.state) ? 'Children running' : says}</Badge>
        ) : null}
        <JobActions job={job} />
      </div>
      {live && job.state !== 'queued' ? <ProgressBar value={shareDone(job)} label={`${kindName(job.kind)} ${job.label}`} /> : null}
      <JobFacts job={job} />
      {job.error && showError ? (
        <p className="text-[0.8125rem] break-words text-bad">
          {job.error.message} <span className="font-mono text-xs text-muted">{job.error.code}</span>
        </p>
      ) : null}
    </div>
  );
}

function JobFacts({ job }: { job: JobWithChildren }) {
  const now = useNow(job.state === 'running');
  const children = countChildren(job.children);
  const left = job.state === 'running' ? secondsLeft(job, now) : null;
  const facts = [
    progressText(job),
    children ? `${formatCount(children.ended)} of ${formatCount(children.total)} parts done` : null,
    children && children.failed > 0 ? `${formatCount(children.failed)} failed` : null,
    left === null ? null : `about ${formatSpan(left)} left`,
    job.attempt > 1 ? `try ${job.attempt}` : null,
    timeText(job, now),
  ].filter((fact) => fact !== null);
  return <p className="text-xs text-muted tabular-nums">{facts.join(' · ')}</p>;
}

function progressText({ progress, state }: JobWithChildren): string | null {
  if (!progress || isFinal(state)) return null;
  const { done, total, unit, note } = progress;
  const count =
    total === null
      ? `${formatCount(Math.round(done))} ${unit}`
      : `${formatCount(Math.round(done))} of ${formatCount(Math.round(total))} ${unit}`;
  return note ? `${count} · ${note}` : count;
}

function timeText(job: JobWithChildren, now: number): string {
  if (job.finishedAt && job.startedAt)
    return `took ${formatSpan((Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000)}, ${formatAgo(job.finishedAt, now)}`;
  if (job.finishedAt) return formatAgo(job.finishedAt, now);
  return job.startedAt ? `started ${formatAgo(job.startedAt, now)}` : `asked for ${formatAgo(job.queuedAt, now)}`;
}

function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}

function JobActions({ job }: { job: JobWithChildren }) {
  const mayEdit = useMay('editor');
  const cancel = useCancelJob();
  const retry = useRetryJob();
  if (!mayEdit) return null;
  if (isLive(job)) {
    return (
      <IconButton label={`Cancel ${kindName(job.kind)} ${job.label}`} onClick={() => cancel.mutate(job.id)} disabled={cancel.isPending}>
        <Ban />
      </IconButton>
    );
  }
  return job.state === 'failed' || job.state === 'cancelled' ? (
    <IconButton label={`Retry ${kindName(job.kind)} ${job.label}`} onClick={() => retry.mutate(job.id)} disabled={retry.isPending}>
      <RotateCcw />
    </IconButton>
  ) : null;
}
