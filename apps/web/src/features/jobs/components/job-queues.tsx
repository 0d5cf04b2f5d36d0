'use client';

import { Pause, Play } from 'lucide-react';
import { Card } from '@/components/page';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import { useMay } from '@/lib/session';
import { kindName } from '../hooks/job-model';
import { usePauseQueue } from '../hooks/use-job-actions';
import { useQueues } from '../hooks/use-jobs';

/** Each kind of work with its load; pausing lets what runs end and starts nothing new. */
export function JobQueues() {
  const { data } = useQueues();
  const mayEdit = useMay('editor');
  const pause = usePauseQueue();
  if (!data || data.items.length === 0) return null;
  return (
    <Card label="Queues" className="mb-5">
      <ul className="grid sm:grid-cols-2 lg:grid-cols-3">
        {data.items.map((queue) => (
          <li key={queue.kind} className="flex min-h-14 items-center gap-3 px-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 text-sm font-medium">
                {kindName(queue.kind)} {queue.paused ? <Badge tone="warn">Paused</Badge> : null}
              </p>
              <p className="text-xs text-muted tabular-nums">
                {formatCount(queue.running)} running, {formatCount(queue.queued)} waiting
              </p>
            </div>
            {mayEdit ? (
              <IconButton
                label={`${queue.paused ? 'Resume' : 'Pause'} ${kindName(queue.kind)}`}
                onClick={() => pause.mutate({ kind: queue.kind, paused: !queue.paused })}
              >
                {queue.paused ? <Play /> : <Pause />}
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
