'use client';

import type { Library } from '@reelm/contracts';
import { CircleAlert, EllipsisVertical, FolderX, Layers, Pencil, ScanSearch } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Card } from '@/components/page';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { formatAgo, formatBytes, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useScanLibrary } from '../hooks/use-libraries';
import { RemoveLibrary } from './remove-library';

const GenerateDialog = dynamic(() => import('@/components/generate/generate-dialog').then((module) => module.GenerateDialog), {
  ssr: false,
});
const LibraryDialog = dynamic(() => import('./library-form').then((module) => module.LibraryDialog), { ssr: false });

const states: Record<Library['state'], { says: string; tone: Tone }> = {
  active: { says: 'Active', tone: 'good' },
  unavailable: { says: 'Not reachable', tone: 'bad' },
  removed: { says: 'Removed', tone: 'plain' },
};

export function LibraryCard({ library }: { library: Library }) {
  const mayScan = useMay('editor');
  const mayEdit = useMay('admin');
  const scan = useScanLibrary();
  const [open, setOpen] = useState<'edit' | 'make' | 'remove' | null>(null);
  const { says, tone } = states[library.state];
  return (
    <Card className="grid gap-3 p-4">
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-0.5">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold">
            {library.name} <Badge tone={tone}>{says}</Badge>
          </h2>
          <p className="font-mono text-[0.8125rem] break-all text-muted">{library.path}</p>
        </div>
        {mayScan ? (
          <Button
            size="small"
            onClick={() => scan.mutate({ id: library.id })}
            disabled={scan.isPending}
            aria-label={`Scan ${library.name}`}
          >
            <ScanSearch /> Scan
          </Button>
        ) : null}
        {mayEdit ? (
          <Menu
            trigger={
              <IconButton label={`More for ${library.name}`} className="-mr-1.5 size-8">
                <EllipsisVertical />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => setOpen('edit')}>
              <Pencil /> Edit
            </MenuItem>
            <MenuItem onSelect={() => setOpen('make')}>
              <Layers /> Make artifacts …
            </MenuItem>
            <MenuItem danger onSelect={() => setOpen('remove')}>
              <FolderX /> Remove
            </MenuItem>
          </Menu>
        ) : null}
      </div>
      <Problem library={library} onAccept={mayScan ? () => scan.mutate({ id: library.id, confirmLoss: true }) : null} />
      <p className="text-sm text-muted tabular-nums">
        {plural(library.files, 'file')} · {formatBytes(library.bytes)} ·{' '}
        {library.lastScanAt ? `scanned ${formatAgo(library.lastScanAt)}` : 'not scanned yet'}
        {library.watch ? ' · watched' : ''}
        {library.exclude.length > 0 ? ` · ${plural(library.exclude.length, 'pattern')} left out` : ''}
      </p>
      {open === 'edit' ? <LibraryDialog library={library} open onOpenChange={(next) => setOpen(next ? 'edit' : null)} /> : null}
      {open === 'make' ? <GenerateDialog of={library.name} target={{ libraryId: library.id }} onClose={() => setOpen(null)} /> : null}
      <RemoveLibrary library={library} open={open === 'remove'} onOpenChange={(next) => setOpen(next ? 'remove' : null)} />
    </Card>
  );
}

function Problem({ library: { problem }, onAccept }: { library: Library; onAccept: (() => void) | null }) {
  if (!problem) return null;
  return (
    <div role="note" aria-label="Problem" className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md bg-bad/10 px-3 py-2.5 text-sm">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">{problem.message}</p>
        <p className="mt-0.5 font-mono text-xs text-muted">{problem.code}</p>
      </div>
      {problem.code === 'library.suspicious_loss' && onAccept ? (
        <Button size="small" onClick={onAccept}>
          They are gone: scan and accept
        </Button>
      ) : null}
    </div>
  );
}
