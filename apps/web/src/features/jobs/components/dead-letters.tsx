'use client';

import { MailCheck } from 'lucide-react';
import { Card } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { formatAgo, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useDeleteDeadLetter, useReplayDeadLetter } from '../hooks/use-job-actions';
import { useDeadLetters } from '../hooks/use-jobs';

/** Messages between services that nobody could take. */
export function DeadLetters() {
  const { data, error, isPending, refetch } = useDeadLetters();
  const mayAct = useMay('admin');
  const replay = useReplayDeadLetter();
  const drop = useDeleteDeadLetter();
  if (isPending) return <SkeletonRows rows={2} label="Loading undelivered messages" />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} title="The undelivered messages could not be loaded" />;
  if (data.items.length === 0) {
    return (
      <EmptyState icon={MailCheck} title="Everything was delivered">
        <p>A message that a service cannot handle, however often it tries, is kept here for you to look at.</p>
      </EmptyState>
    );
  }
  return (
    <ul className="grid grid-cols-1 gap-3" aria-label="Undelivered messages">
      {data.items.map((letter) => (
        <li key={letter.id}>
          <Card className="grid gap-2 p-4">
            <div className="flex flex-wrap items-center gap-2">
              <p className="min-w-0 flex-1 font-mono text-[0.8125rem] break-all">{letter.subject}</p>
              <Badge>{letter.service}</Badge>
            </div>
            <p className="text-sm break-words text-bad">
              {letter.reason.message} <span className="font-mono text-xs text-muted">{letter.reason.code}</span>
            </p>
            <p className="text-xs text-muted">
              {plural(letter.deliveries, 'delivery', 'deliveries')}, last {formatAgo(letter.failedAt)}
            </p>
            <Disclosure summary="Content">
              <pre className="rounded-md bg-ground p-3 text-xs break-all whitespace-pre-wrap">
                {JSON.stringify(letter.payload, null, 2)}
              </pre>
            </Disclosure>
            {mayAct ? (
              <div className="flex gap-2">
                <Button size="small" onClick={() => replay.mutate(letter.id)}>
                  Deliver again
                </Button>
                <Button size="small" look="danger" onClick={() => drop.mutate(letter.id)}>
                  Drop
                </Button>
              </div>
            ) : null}
          </Card>
        </li>
      ))}
    </ul>
  );
}
