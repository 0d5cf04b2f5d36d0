'use client';

import type { ArtifactCoverage, GeneratedKind } from '@reelm/contracts';
import { Layers, Sparkles, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { AddFolder } from '@/components/add-folder';
import { Card, Page } from '@/components/page';
import { EmptyState, ErrorState, NoPermission, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { searchAddress } from '@/lib/addresses';
import { cn } from '@/lib/cn';
import { formatBytes, formatCount, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useCoverage, useTidyStore } from '../hooks/use-artifacts';

const GenerateDialog = dynamic(() => import('@/components/generate/generate-dialog').then((module) => module.GenerateDialog), {
  ssr: false,
});

const names: Record<ArtifactCoverage['kind'], { name: string; help: string }> = {
  pictures: { name: 'Cover and small pictures', help: 'What lists and the bar of the player show' },
  cuts: { name: 'Scene cuts', help: 'Ticks on the bar, and what chapters are suggested from; found with the pictures' },
  preview: { name: 'Previews', help: 'The short film that plays on cards' },
  timeline: { name: 'Sound and motion', help: 'Waveform and busy parts below the player' },
  subtitles: { name: 'Subtitles', help: 'Inside of files and beside them' },
  fingerprint: { name: 'Fingerprints', help: 'To be recognised in stash-boxes, and to find other copies' },
  faces: { name: 'Faces', help: 'Looked for on pictures of each film' },
};
const order: readonly ArtifactCoverage['kind'][] = ['pictures', 'cuts', 'preview', 'timeline', 'subtitles', 'fingerprint', 'faces'];

/** What share of the videos has which artifact, and how to get the rest. */
export function ArtifactsPage() {
  const allowed = useMay('admin');
  const { data, error, isPending, refetch } = useCoverage(allowed);
  const tidy = useTidyStore();
  const [making, setMaking] = useState<GeneratedKind | null>(null);
  if (!allowed) return <NoPermission needed="admin" />;
  const rows = order.flatMap((kind) => data?.items.find((row) => row.kind === kind) ?? []);
  return (
    <Page
      title="Artifacts"
      intro="What Reelm made of your videos. All of it can be made again, and none of it touches your files."
      actions={
        <Button onClick={() => tidy.mutate()} disabled={tidy.isPending}>
          <Trash2 /> Tidy the store
        </Button>
      }
    >
      {isPending ? <SkeletonRows rows={6} label="Counting" className="h-24" /> : null}
      {error && !data ? <ErrorState error={error} retry={() => void refetch()} title="The artifacts could not be counted" /> : null}
      {data && (rows[0]?.total ?? 0) === 0 ? (
        <EmptyState icon={Layers} title="Nothing to make anything of yet" action={<AddFolder />}>
          <p>As soon as there are videos, this page shows what is made of them.</p>
        </EmptyState>
      ) : (
        <ul aria-label="Kinds of artifacts" className="grid gap-3">
          {rows.map((row) => (
            <Coverage key={row.kind} row={row} onMake={row.kind === 'faces' ? null : () => setMaking(row.kind as GeneratedKind)} />
          ))}
        </ul>
      )}
      {making ? <GenerateDialog of="all videos" target={{ q: '' }} chosen={[making]} onClose={() => setMaking(null)} /> : null}
    </Page>
  );
}

const parts = [
  { state: 'ready', says: 'done', look: 'bg-good' },
  { state: 'none', says: 'have none', look: 'bg-edge' },
  { state: 'failed', says: 'failed', look: 'bg-bad' },
  { state: 'missing', says: 'not done', look: 'bg-line' },
] as const;

function Coverage({ row, onMake }: { row: ArtifactCoverage; onMake: (() => void) | null }) {
  const { name, help } = names[row.kind];
  const lacking = row.missing + row.failed;
  const without = row.total - row.ready;
  return (
    <li>
      <Card className="grid gap-3 p-4" label={name}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h2 className="font-semibold">{name}</h2>
            <p className="text-sm text-muted">{help}</p>
          </div>
          <div className="flex items-center justify-between gap-3 max-sm:w-full">
            <p className="tabular-nums sm:text-right">
              <span className="text-xl font-semibold">{share(row.ready + row.none, row.total)}</span>
              {row.bytes === null ? null : <span className="block text-xs text-muted">{formatBytes(row.bytes)}</span>}
            </p>
            {onMake ? (
              <Button
                size="small"
                onClick={onMake}
                disabled={lacking === 0}
                aria-haspopup="dialog"
                aria-label={`Make missing ones: ${name}`}
              >
                <Sparkles /> Make missing
              </Button>
            ) : null}
          </div>
        </div>
        <div className="flex h-2 gap-px overflow-hidden rounded-full" aria-hidden>
          {parts.map(({ state, look }) =>
            row[state] > 0 ? <span key={state} className={cn('min-w-1', look)} style={{ flexGrow: row[state] }} /> : null,
          )}
        </div>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted tabular-nums">
          {parts.map(({ state, says, look }) =>
            row[state] > 0 || state === 'ready' ? (
              <span key={state} className="flex items-center gap-1.5">
                <span className={cn('size-2 rounded-full ring-1 ring-edge/50', look)} aria-hidden />
                {formatCount(row[state])} {says} ({share(row[state], row.total)})
              </span>
            ) : null,
          )}
          {without > 0 ? (
            <Link href={searchAddress('video', row.q)} className="ml-auto text-accent underline-offset-4 hover:underline">
              {plural(without, 'video')} without
            </Link>
          ) : null}
        </p>
      </Card>
    </li>
  );
}

/** All and none are said only where they are so: 99.96 % is not 100 %. */
function share(count: number, total: number): string {
  if (total === 0) return '–';
  const percent = (100 * count) / total;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  const shown = percent < 10 || percent > 90 ? Math.floor(percent * 10) / 10 : Math.round(percent);
  return `${shown} %`;
}
