'use client';

import type { TrashedFile } from '@reelm/contracts';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { formatAgo, formatBytes } from '@/lib/format';
import { useMay } from '@/lib/session';
import { usePurge, useRestore, useTrash } from '../hooks/use-trash';

/** Deleted files of all libraries, until somebody puts them back or deletes them for good. */
export function TrashPage() {
  const allowed = useMay('editor');
  const { data, error, isPending, refetch } = useTrash(allowed);
  if (!allowed) return <NoPermission needed="editor" />;
  return (
    <Page
      title="Trash"
      intro="Files wait here with all that is known of them, and take up their room on the disk until they are deleted for good."
    >
      {isPending ? <SkeletonRows rows={3} label="Loading the trash" className="h-16" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The trash could not be loaded" /> : null}
      {data?.items.length === 0 ? (
        <EmptyState icon={Trash2} title="The trash is empty">
          <p>An original that was cut or converted comes here where one asks for that.</p>
        </EmptyState>
      ) : null}
      <ul className="grid gap-2" aria-label="Trash">
        {data?.items.map((file) => (
          <li key={file.fileId}>
            <TrashRow file={file} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function TrashRow({ file }: { file: TrashedFile }) {
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
