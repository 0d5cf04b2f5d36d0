'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Queued } from '@/components/queue/queue';
import { ErrorNote, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { plural } from '@/lib/format';
import { useEditPlan, useStartEdit } from '../hooks/use-file-edit';
import { EstimateText } from './estimate-text';
import { JoinOrder } from './join-order';

/** So many videos one file is made of at most. */
const most = 51;

interface JoinDialogProps {
  items: () => Promise<Queued[]>;
  onClose: () => void;
  onDone: () => void;
}

/** Makes one file of the videos that are chosen, in an order that one sets. */
export function JoinDialog({ items, onClose, onDone }: JoinDialogProps) {
  const [changed, setChanged] = useState<Queued[] | null>(null);
  const { data, error } = useQuery({ queryKey: ['join'], queryFn: items, gcTime: 0, staleTime: Infinity });
  const chosen = changed ?? data ?? [];
  const [first, ...others] = chosen;
  const mayJoin = first !== undefined && others.length > 0 && chosen.length <= most;
  const edit = { kind: 'join' as const, videoIds: others.map(({ id }) => id) };
  const plan = useEditPlan(first?.id ?? '', mayJoin ? { edit } : null);
  const start = useStartEdit(first?.id ?? '', () => {
    onDone();
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Join into one file"
      description="The videos one behind the other, in a file beside the first one. The originals stay. What is known of them goes along, with markers and chapters where they belong."
    >
      <div className="grid gap-4">
        {data ? <JoinOrder items={chosen} onChange={setChanged} /> : error ? null : <SkeletonRows rows={3} label="Loading the videos" />}
        {chosen.length > most ? <p className="text-sm text-warn">One file is made of {plural(most, 'video')} at most.</p> : null}
        <ErrorNote
          error={start.error ?? error ?? (mayJoin ? plan.error : null)}
          retry={!start.error && !error && mayJoin ? () => void plan.refetch() : undefined}
        />
        <p aria-live="polite" className="min-h-10 text-sm text-muted tabular-nums">
          {!mayJoin || plan.error ? null : plan.data ? (
            <EstimateText plan={plan.data} />
          ) : (
            <span className="animate-late">Looking at the files …</span>
          )}
        </p>
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={!mayJoin || !plan.isSuccess || plan.isPlaceholderData || start.isPending}
          onClick={() => start.mutate({ edit })}
        >
          Join {plural(chosen.length, 'video')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
