'use client';

import { Tabs } from 'radix-ui';
import { Page } from '@/components/page';
import { formatCount } from '@/lib/format';
import { useAddress } from '@/lib/use-address';
import { useDeadLetters, useQueues } from '../hooks/use-jobs';
import { DeadLetters } from './dead-letters';
import { FailedJobs } from './failed-jobs';
import { JobList } from './job-list';
import { JobQueues } from './job-queues';

const tabs = ['running', 'queued', 'failed', 'done', 'undelivered'] as const;
type JobTab = (typeof tabs)[number];
const tabNames: Record<JobTab, string> = {
  running: 'Running',
  queued: 'Queued',
  failed: 'Failed',
  done: 'Done',
  undelivered: 'Undelivered',
};

export function JobsPage() {
  const [address, setAddress] = useAddress();
  const tab = tabs.find((name) => name === address.get('tab')) ?? 'running';
  const counts = useCounts();
  return (
    <Page title="Jobs" intro="What Reelm is working on. Everything goes on after a restart.">
      <JobQueues />
      <Tabs.Root value={tab} onValueChange={(value) => setAddress({ tab: value === 'running' ? null : value })}>
        <Tabs.List aria-label="Jobs by state" className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
          {tabs.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px h-10 shrink-0 border-b-2 border-transparent px-3 text-sm font-medium text-muted tabular-nums hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink pointer-coarse:h-11"
            >
              {tabNames[name]}
              {counts[name] ? <span className="ml-1.5 text-xs text-muted">{formatCount(counts[name])}</span> : null}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={tab} tabIndex={-1}>
          <TabContent tab={tab} />
        </Tabs.Content>
      </Tabs.Root>
    </Page>
  );
}

function TabContent({ tab }: { tab: JobTab }) {
  switch (tab) {
    case 'running':
      return <JobList state="running" />;
    case 'queued':
      return <JobList state="queued" />;
    case 'done':
      return <JobList state="succeeded" />;
    case 'failed':
      return <FailedJobs />;
    case 'undelivered':
      return <DeadLetters />;
  }
}

function useCounts(): Partial<Record<JobTab, number>> {
  const queues = useQueues().data?.items ?? [];
  const letters = useDeadLetters().data?.items.length ?? 0;
  return {
    running: queues.reduce((sum, queue) => sum + queue.running, 0),
    queued: queues.reduce((sum, queue) => sum + queue.queued, 0),
    undelivered: letters,
  };
}
