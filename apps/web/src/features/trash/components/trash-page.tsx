'use client';

import type { TrashContent, TrashedFile } from '@reelm/contracts';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { formatAgo, formatBytes, formatCount, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useEmptyTrash, usePurge, useRestore, useTrash, useTrashSettings } from '../hooks/use-trash';
import { deletedAt } from '../trash-age';
import { KeepDays } from './keep-days';

/** Deleted files of all libraries, until somebody puts them back or deletes them for good. */
export function TrashPage() {
  const allowed = useMay('editor');
  const isAdmin = useMay('admin');
  const { data, error, isPending, refetch } = useTrash(allowed);
  const { settings, change, isSaving } = useTrashSettings(allowed);
  if (!allowed) return <NoPermission needed="editor" />;
  const keepDays = settings?.keepDays ?? null;
  return (
    <Page title="Trash" intro={introOf(keepDays)} actions={isAdmin && data && data.total > 0 ? <EmptyAll content={data} /> : null}>
      {isAdmin && settings && data ? (
        <KeepDays {...{ keepDays, isSaving }} items={data.items} onChange={(days) => change({ keepDays: days })} />
      ) : null}
      {isPending ? <SkeletonRows rows={3} label="Loading the trash" className="h-16" /> : null}
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} title="The trash could not be loaded" /> : null}
      {data?.total === 0 ? (
        <EmptyState icon={Trash2} title="The trash is empty">
          <p>An original that was cut or converted comes here where one asks for that.</p>
        </EmptyState>
      ) : null}
      {data && data.total > 0 ? (
        <>
          <p className="mb-2 text-sm text-muted tabular-nums">{sumOf(data)}</p>
          <ul className="grid gap-2" aria-label="Trash">
            {data.items.map((file) => (
              <li key={file.fileId}>
                <TrashRow file={file} keepDays={keepDays} />
              </li>
            ))}
          </ul>
          {data.total > data.items.length ? (
            <p className="mt-3 text-sm text-muted">The newest {formatCount(data.items.length)} are shown.</p>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}

const introOf = (keepDays: number | null): string =>
  `Files wait here with all that is known of them, and take up their room on the disk until they are deleted for good${
    keepDays === null ? '.' : `: ${plural(keepDays, 'day')} after they came here.`
  }`;

const sumOf = ({ total, bytes }: TrashContent): string => `${plural(total, 'file')}, ${formatBytes(bytes)}`;

/** Deletes what is shown, and nothing that comes meanwhile. */
function EmptyAll({ content }: { content: TrashContent }) {
  const [asking, setAsking] = useState<TrashContent | null>(null);
  const empty = useEmptyTrash(() => setAsking(null));
  const until = asking?.items[0]?.trashedAt;
  return (
    <>
      <Button onClick={() => setAsking(content)} aria-haspopup="dialog">
        <Trash2 /> Empty all
      </Button>
      {asking && until !== undefined ? (
        <Confirm
          open
          onOpenChange={() => setAsking(null)}
          title={`Delete ${plural(asking.total, 'file')} for good?`}
          description={`That frees ${formatBytes(asking.bytes)}, and cannot be undone. Files on a disk that is away stay.`}
          action={`Delete ${plural(asking.total, 'file')}`}
          busy={empty.isPending}
          error={empty.error}
          onConfirm={() => empty.mutate(until)}
        />
      ) : null}
    </>
  );
}

function TrashRow({ file, keepDays }: { file: TrashedFile; keepDays: number | null }) {
  const isAdmin = useMay('admin');
  const restore = useRestore();
  const [asking, setAsking] = useState(false);
  const purge = usePurge(() => setAsking(false));
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-panel p-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="text-sm font-medium break-all">{file.path}</p>
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {formatBytes(file.bytes)} · {formatAgo(file.trashedAt)}
          {keepDays === null ? null : ` · deleted ${formatAgo(deletedAt(file, keepDays))}`}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="small" disabled={restore.isPending} onClick={() => restore.mutate(file.fileId)} aria-label={`Put ${file.path} back`}>
          <ArchiveRestore /> Put back
        </Button>
        {isAdmin ? (
          <Button size="small" onClick={() => setAsking(true)} aria-label={`Delete ${file.path} for good`}>
            <Trash2 /> Delete
          </Button>
        ) : null}
      </div>
      {asking ? (
        <Confirm
          open
          onOpenChange={setAsking}
          title="Delete this file for good?"
          description={`${file.path} (${formatBytes(file.bytes)}) is deleted from the disk; this cannot be undone.`}
          action="Delete for good"
          busy={purge.isPending}
          error={purge.error}
          onConfirm={() => purge.mutate(file.fileId)}
        />
      ) : null}
    </div>
  );
}
