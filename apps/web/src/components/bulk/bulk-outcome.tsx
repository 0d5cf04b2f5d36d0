'use client';

import type { BulkEdit } from '@reelm/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { bulkFailures, getBulkEdit, getItem, mostFailures } from '@/components/edit/item-api';
import type { Item, ListKind } from '@/components/list/kind';
import { itemInLists } from '@/components/list/list-data';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ProgressBar } from '@/components/ui/progress-bar';
import { formatCount, plural } from '@/lib/format';
import { useBulkUndo } from './use-bulk-undo';

/** How often a running edit is asked for, milliseconds. */
const pace = 1000;

const runs = ({ state }: BulkEdit): boolean => state === 'running' || state === 'undoing';

/** What became of a bulk edit that goes on as a job, or could not be made to all items. */
export function BulkOutcome({ kind, edit: begun, onClose }: { kind: ListKind; edit: BulkEdit; onClose: () => void }) {
  const { undo } = useBulkUndo(kind);
  const { data: edit = begun, error } = useQuery({
    queryKey: ['bulk-edit', begun.id],
    queryFn: ({ signal }) => getBulkEdit(begun.id, signal),
    initialData: begun,
    refetchInterval: ({ state }) => (state.data && runs(state.data) ? pace : false),
  });
  const done = edit.changed + edit.unchanged + edit.failed;
  const { one, many } = kind;
  const running = runs(edit);
  return (
    <Dialog open onOpenChange={onClose} title={running ? `${plural(edit.matched, one, many)} are being changed` : titles[edit.state]}>
      <div className="grid gap-4 text-sm">
        {running ? (
          <>
            <ProgressBar value={edit.matched === 0 ? null : done / edit.matched} label="Bulk edit" />
            <p className="text-muted">
              {formatCount(done)} of {formatCount(edit.matched)}. It goes on when you close this, and{' '}
              <Link href="/jobs" className="text-accent underline underline-offset-4">
                Jobs
              </Link>{' '}
              shows how far it is.
            </p>
          </>
        ) : null}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
          <dt className="text-muted">Changed</dt>
          <dd>{formatCount(edit.changed)}</dd>
          <dt className="text-muted">So already</dt>
          <dd>{formatCount(edit.unchanged)}</dd>
          {edit.failed > 0 ? (
            <>
              <dt className="text-muted">Not changed</dt>
              <dd className="text-bad">{formatCount(edit.failed)}</dd>
            </>
          ) : null}
        </dl>
        {edit.failed > 0 && !running ? <Failures kind={kind} id={edit.id} failed={edit.failed} /> : null}
        <ErrorNote error={error} />
      </div>
      <DialogActions>
        {edit.undoable ? (
          <Button
            onClick={() => {
              undo(edit.id);
              onClose();
            }}
          >
            Undo
          </Button>
        ) : null}
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const titles: Readonly<Record<BulkEdit['state'], string>> = {
  running: 'Being changed',
  undoing: 'Being undone',
  done: 'Changed',
  undone: 'Undone',
  cancelled: 'Cancelled on the way',
  failed: 'Stopped on the way',
};

/** So many names are looked up that no list has loaded. */
const mostNames = 40;

/** What could not be changed, by name, and why. */
function Failures({ kind, id, failed }: { kind: ListKind; id: string; failed: number }) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['bulk-edit', id, 'failures'],
    queryFn: async () => {
      const failures = await bulkFailures(id);
      return Promise.all(
        failures.map(async (failure, place) => ({
          id: failure.id,
          message: failure.error?.message ?? 'Not known',
          name: itemInLists<Item>(client, kind.key, failure.id)?.name ?? (place < mostNames ? await nameOf(kind, failure.id) : failure.id),
        })),
      );
    },
  });
  if (error) return <ErrorNote error={error} />;
  return (
    <div className="grid gap-2">
      <ul aria-label="Not changed" className="grid max-h-72 gap-1.5 overflow-y-auto">
        {data?.map((failure) => (
          <li key={failure.id} className="rounded-md bg-bad/8 px-3 py-1.5">
            <p className="truncate font-medium">{failure.name}</p>
            <p className="text-[0.8125rem] text-bad">{failure.message}</p>
          </li>
        ))}
      </ul>
      {failed > mostFailures ? <p className="text-muted">These are the first {mostFailures}.</p> : null}
    </div>
  );
}

/** Of what is not there any more, the id has to do. */
const nameOf = (kind: ListKind, id: string): Promise<string> =>
  getItem(kind.kind, id).then(
    ({ name }) => name,
    () => id,
  );
